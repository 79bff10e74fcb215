-- 指标状态：每一地方、年度、指标是否有数，没有是为何
-- Status of indicators: per region, year and indicator, whether there is a value and, if
-- not, why: reported, reported_in_words, needs_review, no_figure_found, no_document
WITH found AS (
    SELECT
        region_code,
        year,
        indicator_id,
        bool_or(o.status IN ('ok', 'duplicate')) AS in_figures,
        bool_or(o.status = 'in_words') AS in_words,
        bool_or(o.status = 'needs_review') AS in_doubt
    FROM observations AS o
    JOIN revisions AS v ON v.revision_id = o.revision_id
    WHERE v.is_current AND o.measure NOT IN ('prior_year', 'target')
    GROUP BY region_code, year, indicator_id
)
SELECT
    c.region_code,
    p.name AS region_name,
    p.province_name,
    p.level AS region_level,
    c.year,
    i.indicator_id,
    i.name_zh AS indicator_zh,
    i.name_en AS indicator_en,
    CASE
        WHEN c.document_status <> 'published' THEN 'no_document'
        WHEN f.in_figures THEN 'reported'
        WHEN f.in_words THEN 'reported_in_words'
        WHEN f.in_doubt THEN 'needs_review'
        ELSE 'no_figure_found'
    END AS status,
    c.document_status
FROM coverage AS c
JOIN regions AS p ON p.region_code = c.region_code
CROSS JOIN indicators AS i
LEFT JOIN found AS f
    ON f.region_code = c.region_code
    AND f.year = c.year
    AND f.indicator_id = i.indicator_id
