// Elements from the places that a map names, or a number where it names none.

[numthreads(64, 1, 1)]
void Execute(uint3 ThreadIds : SV_DispatchThreadID)
{
    if (ThreadIds.x < __x)
    {
        [loop]
        for (uint k_i = ThreadIds.x; k_i < k_count; k_i += __x)
        {
            int k_place = (int)k_map[k_mapFrom + k_i];
            real k_x = k_missing();
            if (k_place >= 0)
            {
                k_x = k_source[k_from + (uint)k_place];
            }

            k_result[k_to + k_i] = k_x;
        }
    }
}
