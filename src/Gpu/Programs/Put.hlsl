// The sum of a number and the elements that a map sends to a place: those from k_starts[i] to k_starts[i + 1] in the order of k_order. No two threads write to
// one element, so that nothing must be atomic, and the sums have the same bits in every run.

[numthreads(64, 1, 1)]
void Execute(uint3 ThreadIds : SV_DispatchThreadID)
{
    if (ThreadIds.x < __x)
    {
        [loop]
        for (uint k_i = ThreadIds.x; k_i < k_count; k_i += __x)
        {
            real k_total = k_missing();
            uint k_end = k_starts[k_startsFrom + k_i + 1u];
            [loop]
            for (uint k_j = k_starts[k_startsFrom + k_i]; k_j < k_end; k_j++)
            {
                k_total += k_source[k_from + k_order[k_orderFrom + k_j]];
            }

            k_result[k_to + k_i] = k_total;
        }
    }
}
