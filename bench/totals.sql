-- The baseline of a run: the hangjin method's totals and ranks in one statement, from the same tables, with no
-- explanation, no named gaps, no quotas and nothing written.
WITH in_force AS (
    SELECT e.seat_id, e.source, e.period, e.value
    FROM assessment_entry e
    WHERE e.cycle_id = %(cycle)s AND e.value IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM assessment_entry later WHERE later.supersedes_id = e.id)
),
of_period AS (
    SELECT seat_id, source, avg(value) AS mark FROM in_force GROUP BY seat_id, source, period
),
of_source AS (
    SELECT seat_id,
           avg(mark) FILTER (WHERE source = 'routine') AS routine,
           avg(mark) FILTER (WHERE source = 'special') AS special,
           avg(mark) FILTER (WHERE source = 'periodic') AS periodic
    FROM of_period GROUP BY seat_id
),
line AS (
    SELECT d.id, d.seat_id, d.unit_task_id, d.happened_on, d.points
    FROM assessment_deduction d
    WHERE d.cycle_id = %(cycle)s AND d.points IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM assessment_deduction later WHERE later.supersedes_id = d.id)
),
principal AS (
    SELECT l.id AS line_id, t.seat_id
    FROM line l
    JOIN assessment_tenure t ON t.unit_seat_id = l.seat_id AND t.post_level = 'principal'
     AND l.happened_on BETWEEN t.first_on AND t.last_on
),
responsible AS (
    SELECT l.id AS line_id, m.seat_id
    FROM line l
    JOIN assessment_membertask m ON m.unit_task_id = l.unit_task_id AND m.main
     AND l.happened_on BETWEEN m.first_on AND m.last_on
),
bearing AS (
    SELECT line_id, seat_id, 1.0 AS factor FROM responsible
    UNION ALL
    SELECT p.line_id, p.seat_id, 0.5 FROM principal p
    WHERE NOT EXISTS (
        SELECT 1 FROM responsible r JOIN principal q USING (line_id, seat_id) WHERE r.line_id = p.line_id
    )
),
burden AS (
    SELECT seat_id, sum(points) AS points FROM (
        SELECT b.seat_id, l.points * b.factor AS points FROM bearing b JOIN line l ON l.id = b.line_id
        UNION ALL
        SELECT s.id, l.points
        FROM line l JOIN assessment_seat u ON u.id = l.seat_id
        JOIN assessment_seat s ON s.cycle_id = u.cycle_id AND s.unit_id = u.unit_id AND s.kind IN ('unit', 'team')
    ) borne GROUP BY seat_id
),
-- Rounded twice on purpose: numeric division cuts a repeating fraction, and exact halves would be lost.
total AS (
    SELECT s.id, s.kind, s.peer_group,
           round(round((coalesce(0.4 * greatest(o.routine + coalesce(b.points, 0), 0), 0) + coalesce(0.2 * o.special, 0)
                  + coalesce(0.4 * o.periodic, 0))
                 / (CASE WHEN o.routine IS NULL THEN 0 ELSE 0.4 END + CASE WHEN o.special IS NULL THEN 0 ELSE 0.2 END
                    + CASE WHEN o.periodic IS NULL THEN 0 ELSE 0.4 END), 12), 2) AS score
    FROM assessment_seat s
    JOIN of_source o ON o.seat_id = s.id
    LEFT JOIN burden b ON b.seat_id = s.id
    WHERE s.cycle_id = %(cycle)s AND s.situation = '' AND s.last_on = %(reference)s
      AND s.first_on <= CASE WHEN s.kind = 'cadre' THEN %(cadre_since)s ELSE %(unit_since)s END
)
SELECT id, score, rank() OVER (PARTITION BY kind, peer_group ORDER BY score DESC) FROM total
