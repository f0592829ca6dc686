// A group computes a tile of 32 rows and 32 columns of a product, a thread 4 by 4 elements of it, 8 apart; parts of both factors pass through memory that the group shares.
// What lies outside a factor counts as 0, and what lies outside the product is not written.

groupshared real k_tileA[16][33];
groupshared real k_tileB[16][33];

[numthreads(64, 1, 1)]
void Execute(uint3 ThreadIds : SV_DispatchThreadID, uint3 k_groups : SV_GroupID, uint k_thread : SV_GroupIndex)
{
    uint k_group = k_first + k_groups.x;
    uint k_batch = k_group / (k_tilesM * k_tilesN);
    uint k_tile = k_group - k_batch * k_tilesM * k_tilesN;
    uint k_tileRow = k_tile / k_tilesN;
    uint k_row = k_tileRow * 32u;
    uint k_column = (k_tile - k_tileRow * k_tilesN) * 32u;
    uint k_fromA = k_a + k_batch * k_aBatch;
    uint k_fromB = k_b + k_batch * k_bBatch;
    uint k_y = k_thread / 8u;
    uint k_x = k_thread - k_y * 8u;
    real k_sums[16];
    [unroll]
    for (uint k_s = 0u; k_s < 16u; k_s++)
    {
        k_sums[k_s] = 0.0$;
    }

    [loop]
    for (uint k_depth = 0u; k_depth < k_k; k_depth += 16u)
    {
        [unroll]
        for (uint k_l = 0u; k_l < 8u; k_l++)
        {
            // 512 elements of each factor: 32 places across and 16 in depth.
            uint k_e = k_thread + 64u * k_l;
            uint k_across = k_e / 16u;
            uint k_in = k_e - k_across * 16u;
            bool k_isA = k_row + k_across < k_m && k_depth + k_in < k_k;
            uint k_atA = k_fromA + (k_row + k_across) * k_aRow + (k_depth + k_in) * k_aColumn;
            k_tileA[k_in][k_across] = k_isA ? k_bufferA[k_isA ? k_atA : k_a] : 0.0$;
            k_in = k_e / 32u;
            k_across = k_e - k_in * 32u;
            bool k_isB = k_column + k_across < k_n && k_depth + k_in < k_k;
            uint k_atB = k_fromB + (k_depth + k_in) * k_bRow + (k_column + k_across) * k_bColumn;
            k_tileB[k_in][k_across] = k_isB ? k_bufferB[k_isB ? k_atB : k_b] : 0.0$;
        }

        GroupMemoryBarrierWithGroupSync();
        [loop]
        for (uint k_d = 0u; k_d < min(16u, k_k - k_depth); k_d++)
        {
            real k_left[4];
            real k_right[4];
            [unroll]
            for (uint k_p = 0u; k_p < 4u; k_p++)
            {
                k_left[k_p] = k_tileA[k_d][k_y + 8u * k_p];
                k_right[k_p] = k_tileB[k_d][k_x + 8u * k_p];
            }

            [unroll]
            for (uint k_q = 0u; k_q < 16u; k_q++)
            {
                k_sums[k_q] += k_left[k_q / 4u] * k_right[k_q % 4u];
            }
        }

        GroupMemoryBarrierWithGroupSync();
    }

    [unroll]
    for (uint k_r = 0u; k_r < 16u; k_r++)
    {
        uint k_i = k_row + k_y + 8u * (k_r / 4u);
        uint k_j = k_column + k_x + 8u * (k_r % 4u);
        if (k_i < k_m && k_j < k_n)
        {
            k_bufferC[k_c + (k_batch * k_m + k_i) * k_n + k_j] = k_sums[k_r];
        }
    }
}
