-- 宽表：每一地方、年度一行，每个指标一列，只含口径可比的数值
-- Wide: one row per region and year, one column per indicator, only values that compare
-- (whole place, no dimension, the year's own level; rates only on the base that the
-- codebook names)
WITH comparable AS (
    SELECT
        m.*,
        row_number() OVER (
            PARTITION BY m.region_code, m.year, m.indicator_id
            ORDER BY m.scope NULLS LAST, m.observation_id
        ) AS preference
    FROM observations_main AS m
    JOIN indicators AS i ON i.indicator_id = m.indicator_id
    WHERE m.dimension IS NULL
        AND (m.scope IS NULL OR m.scope = 'whole_place')
        AND m.measure = CASE i.indicator_type WHEN 'rank' THEN 'rank' ELSE 'level' END
        AND (
            i.indicator_type <> 'rate'
            OR m.rate_base = i.denominator
            OR i.denominator IS NULL
            OR i.denominator NOT IN (SELECT b.indicator_id FROM indicators AS b)
        )
)
SELECT
    region_code,
    region_name,
    province_name,
    region_level,
    panel_id,
    year
    /* one column per indicator */
FROM comparable
WHERE preference = 1
GROUP BY region_code, region_name, province_name, region_level, panel_id, year
