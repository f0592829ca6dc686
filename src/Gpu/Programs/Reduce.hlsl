// One thread reduces every k_chunks-th row of an axis: neighbouring threads read neighbouring elements, and the partial results are an axis again.

[numthreads(64, 1, 1)]
void Execute(uint3 ThreadIds : SV_DispatchThreadID)
{
    if (ThreadIds.x < __x)
    {
        [loop]
        for (uint k_i = ThreadIds.x; k_i < k_count; k_i += __x)
        {
            uint k_rest = k_i / k_inner;
            uint k_outer = k_rest / k_chunks;
            uint k_chunk = k_rest - k_outer * k_chunks;
            uint k_at = k_from + (k_outer * k_rows + k_chunk) * k_inner + (k_i - k_rest * k_inner);
            real k_total = k_source[k_at];
            [loop]
            for (uint k_row = k_chunk + k_chunks; k_row < k_rows; k_row += k_chunks)
            {
                k_at += k_chunks * k_inner;
                k_total = k_Combined(k_total, k_source[k_at]);
            }

            k_result[k_to + k_i] = k_total;
        }
    }
}
