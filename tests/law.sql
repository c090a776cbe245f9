-- The law of conservation (tests/law.sh): of every sink, where each change is,
-- and what of that is wrong: every row of a SELECT.  tests/tools/law.c has made
--
--	source (what, seq, op, name)	captured, changelog: the rows of both;
--					wrote: how many of each kind the
--					application says
--	has (sink, id)			the events of each sink
--	at (sink, batch_seq)		the last batch that a receiver has
--	sink (name)			those that are looked at
--	passes (sink, name)		tables whose changes a sink is not to have
--	state.*				the poller's state

CREATE INDEX has_id ON has (sink, id);

-- Ids end in the change's number, and in .1 or .2 where its key changed.
CREATE TABLE delivered AS
SELECT DISTINCT sink, CAST(CASE WHEN id LIKE '%._' THEN substr(id, -22, 20)
	ELSE substr(id, -20) END AS INTEGER) AS seq FROM has;
CREATE UNIQUE INDEX delivered_seq ON delivered (sink, seq);
CREATE TABLE captured AS SELECT seq, op, name FROM source
WHERE what = 'captured';
CREATE UNIQUE INDEX captured_seq ON captured (seq);
CREATE TABLE changelog AS SELECT seq FROM source WHERE what = 'changelog';
CREATE UNIQUE INDEX changelog_seq ON changelog (seq);

-- What the poller knows: as acknowledged, and as under way.
CREATE TABLE acked AS SELECT sink, first, last FROM state.acked
UNION ALL SELECT name, 1, floor FROM state.sink WHERE floor > 0;
CREATE TABLE sealed AS SELECT sink, json_extract(value, '$[0]') AS first,
	json_extract(value, '$[1]') AS last
FROM state.batch, json_each('[[' || replace(replace(seqs, ',', '],['), '-', ',')
	|| ']]') WHERE seqs <> ''
UNION ALL SELECT b.sink, l.seq, l.seq
FROM state.batch AS b JOIN state.dead_letter AS l ON l.id = b.dead_letter;
-- What a receiver had and has lost, and can ask for again.
CREATE TABLE owed AS SELECT s.sink, json_extract(value, '$[0]') AS first,
	json_extract(value, '$[1]') AS last
FROM state.sent AS s JOIN at ON at.sink = s.sink
	AND s.batch_seq > at.batch_seq,
	json_each('[[' || replace(replace(seqs, ',', '],['), '-', ',') || ']]')
WHERE seqs <> '';
CREATE TABLE letter AS SELECT sink, seq, condition FROM state.dead_letter;
CREATE UNIQUE INDEX letter_seq ON letter (sink, seq);

-- Lanes of one sink, hook_1of4 and hook_2of4 and so on, share its changes.
CREATE TABLE lane AS
SELECT name, CASE WHEN name GLOB '*_[1-9]*of[1-9]*' THEN rtrim(substr(rtrim(name,
	'0123456789'), 1, length(rtrim(name, '0123456789')) - 2), '0123456789')
	ELSE name END AS flow FROM sink;

CREATE TABLE spot AS
SELECT s.name AS sink, a.seq, c.seq IS NOT NULL AS captured,
	l.seq IS NOT NULL AS there, d.seq IS NOT NULL AS delivered,
	coalesce(x.condition IN ('dead', 'retry'), 0) AS dead,
	coalesce(x.condition = 'dropped', 0) AS dropped,
	coalesce(x.condition = 'delivered', 0) AS letter_delivered,
	EXISTS (SELECT 1 FROM passes AS p
		WHERE p.sink = s.name AND p.name = c.name) AS passed,
	EXISTS (SELECT 1 FROM acked AS k WHERE k.sink = s.name
		AND a.seq BETWEEN k.first AND k.last) AS acked,
	EXISTS (SELECT 1 FROM owed AS o WHERE o.sink = s.name
		AND a.seq BETWEEN o.first AND o.last) AS owed,
	EXISTS (SELECT 1 FROM sealed AS b WHERE b.sink = s.name
		AND a.seq BETWEEN b.first AND b.last) AS sealed
FROM sink AS s
CROSS JOIN (SELECT seq FROM captured UNION SELECT seq FROM changelog
	UNION SELECT seq FROM delivered UNION SELECT seq FROM letter) AS a
LEFT JOIN captured AS c ON c.seq = a.seq
LEFT JOIN changelog AS l ON l.seq = a.seq
LEFT JOIN delivered AS d ON d.sink = s.name AND d.seq = a.seq
LEFT JOIN letter AS x ON x.sink = s.name AND x.seq = a.seq;

CREATE UNIQUE INDEX spot_seq ON spot (sink, seq);

-- What another lane has is not for this one, and what one can still get need not
-- be.
CREATE TABLE place AS
SELECT spot.*, max(coalesce(o.delivered OR o.dead OR o.dropped OR o.owed, 0))
	AS elsewhere,
	max(coalesce(o.there AND NOT o.acked, 0)) AS waits
FROM spot JOIN lane AS l ON l.name = spot.sink
LEFT JOIN lane AS m ON m.flow = l.flow AND m.name <> l.name
LEFT JOIN spot AS o ON o.sink = m.name AND o.seq = spot.seq
GROUP BY spot.sink, spot.seq;

-- One place each: the classes of the law.
CREATE TABLE class AS
SELECT *, delivered AS is_delivered,
	dead AND NOT (delivered AND sealed) AS is_dead,
	dropped AS is_dropped,
	(passed OR elsewhere) AND (acked OR NOT there) OR waits AND acked
		AND NOT (delivered OR dead OR dropped OR owed) AS is_passed,
	acked AND there AND owed AND NOT (delivered OR dead OR dropped)
		AS is_owed,
	captured AND there AND NOT acked AND NOT delivered AND NOT dead
		AND NOT dropped AS is_pending
FROM place;

SELECT sink || ': ' || seq || ' ' || wrong FROM (
SELECT sink, seq, CASE
	WHEN NOT captured THEN 'was never captured'
	WHEN is_delivered + is_pending + is_dead + is_dropped + is_passed
		+ is_owed = 0
	THEN CASE WHEN there THEN 'counts as acknowledged, and is nowhere'
		ELSE 'is lost' END
	WHEN is_delivered + is_pending + is_dead + is_dropped + is_passed
		+ is_owed > 1
	THEN 'is in two places:' || substr(' delivered', 1, is_delivered * 10)
		|| substr(' pending', 1, is_pending * 8)
		|| substr(' dead', 1, is_dead * 5)
		|| substr(' dropped', 1, is_dropped * 8)
		|| substr(' passed over', 1, is_passed * 12)
		|| substr(' lost by its receiver', 1, is_owed * 21)
	-- What was delivered is there for one of two reasons.
	WHEN there AND is_delivered AND NOT acked AND NOT sealed
	THEN 'is delivered and in the changelog, neither acknowledged nor sealed'
	WHEN there AND (dead OR dropped OR letter_delivered) AND NOT acked
	THEN 'is a dead letter and in the changelog, not acknowledged'
	WHEN letter_delivered AND NOT delivered
	THEN 'is a dead letter that counts as delivered, and is not'
	END AS wrong
FROM class) WHERE wrong IS NOT NULL ORDER BY sink, seq;

-- The last one that was acknowledged is never trimmed.
SELECT name || ': its anchor, ' || anchor_seq || ', is not in the changelog'
FROM state.sink WHERE anchor_seq > 0
	AND anchor_seq NOT IN (SELECT seq FROM changelog);

SELECT sink || ' holds twice: ' || id FROM has GROUP BY sink, id
HAVING count(*) > 1;
SELECT sink || ' holds half of a change: ' || id FROM has AS a
WHERE id LIKE '%._' AND NOT EXISTS (SELECT 1 FROM has AS b
	WHERE b.sink = a.sink AND b.id = substr(a.id, 1, length(a.id) - 1)
	|| CASE substr(a.id, -1) WHEN '1' THEN '2' ELSE '1' END);

-- The application's own book, kind by kind.
SELECT 'the application has committed ' || total(CASE what WHEN 'wrote' THEN seq
	END) || ' changes ' || op || ', captured are ' || total(what = 'captured')
FROM source WHERE what <> 'changelog' GROUP BY op
HAVING total(CASE what WHEN 'wrote' THEN seq END) <> total(what = 'captured');

-- The sum, whatever was said of single changes.
CREATE TABLE sums AS
SELECT name AS sink, (SELECT count(*) FROM captured) AS captured,
	coalesce(sum(is_delivered), 0) AS delivered,
	coalesce(sum(is_pending), 0) AS pending,
	coalesce(sum(is_dead), 0) AS dead,
	coalesce(sum(is_dropped), 0) AS dropped,
	coalesce(sum(is_passed), 0) AS passed,
	coalesce(sum(is_delivered AND there AND NOT acked), 0)
	AS unacknowledged,
	coalesce(sum(is_owed), 0) AS owed
FROM sink LEFT JOIN class ON class.sink = name GROUP BY name;
SELECT sink || ': ' || captured || ' captured are not ' || delivered ||
	' delivered, ' || pending || ' pending, ' || dead || ' dead, ' || dropped
	|| ' dropped, ' || passed || ' passed over, ' || owed
	|| ' lost by its receiver'
FROM sums
WHERE captured <> delivered + pending + dead + dropped + passed + owed;
