// The place of the first greatest or least element along an axis; NaN is both.

[numthreads(64, 1, 1)]
void Execute(uint3 ThreadIds : SV_DispatchThreadID)
{
    if (ThreadIds.x < __x)
    {
        [loop]
        for (uint k_i = ThreadIds.x; k_i < k_count; k_i += __x)
        {
            uint k_outer = k_i / k_inner;
            uint k_at = k_from + k_outer * k_rows * k_inner + (k_i - k_outer * k_inner);
            real k_best = k_source[k_at];
            uint k_place = 0u;
            [loop]
            for (uint k_row = 1u; k_row < k_rows; k_row++)
            {
                k_at += k_inner;
                real k_x = k_source[k_at];
                bool k_isBeyond = k_isMax != 0u ? k_x > k_best : k_x < k_best;
                bool k_isBetter = !k_IsNaN(k_best) && (k_isBeyond || k_IsNaN(k_x));
                k_best = k_isBetter ? k_x : k_best;
                k_place = k_isBetter ? k_row : k_place;
            }

            k_result[k_to + k_i] = k_place;
        }
    }
}
