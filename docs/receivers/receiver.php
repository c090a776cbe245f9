<?php
// Takes Shadowlog's batches into SQLite, each exactly once.
//
//     SHADOWLOG_SECRET_FILE=... SHADOWLOG_DATABASE=... \
//         php -d enable_post_data_reading=0 -S 127.0.0.1:8099 receiver.php
//
// In earnest behind a web server that speaks TLS.  Without that setting PHP
// drops what is longer than post_max_size.  docs/receiver.md is the contract.
declare(strict_types=1);
ini_set('display_errors', 'stderr');
http_response_code(503); // what an error that nobody caught leaves: not stored

// Over the bytes as they came, and in constant time.
function genuine(string $key, string $body): bool
{
    [$id, $stamp] = [$_SERVER['HTTP_WEBHOOK_ID'] ?? '', $_SERVER['HTTP_WEBHOOK_TIMESTAMP'] ?? ''];
    if (!ctype_digit($stamp) || abs(time() - (int)$stamp) > 300)
        return false;
    $good = 'v1,' . base64_encode(hash_hmac('sha256', "$id.$stamp.$body", $key, true));
    $given = explode(' ', $_SERVER['HTTP_WEBHOOK_SIGNATURE'] ?? '');
    return array_filter($given, fn($one) => hash_equals($good, $one)) !== [];
}

function run(SQLite3 $db, string $sql, array $values): SQLite3Result
{
    $statement = $db->prepare($sql);
    foreach ($values as $i => $value)
        $statement->bindValue($i + 1, $value);
    return $statement->execute();
}

// The effect: your own code goes here.  It is in the transaction.
function apply(SQLite3 $db, object $event): void
{
    run($db, 'INSERT INTO event (id, json) VALUES (?, ?)', [$event->id, json_encode($event)]);
    [$table, $key, $row] = [$event->table, json_encode($event->key), json_encode($event->after)];
    if ($event->op === 't')
        run($db, 'DELETE FROM current WHERE table_name = ?', [$table]);
    elseif ($event->after === null)
        run($db, 'DELETE FROM current WHERE table_name = ? AND key = ?', [$table, $key]);
    else
        run($db, 'REPLACE INTO current VALUES (?, ?, ?)', [$table, $key, $row]);
}

// The status and the answer; what it stores is durable by then.
function take(SQLite3 $db, object $batch, int $token): array
{
    $stream = [$batch->source->id, $batch->sink, $batch->source->epoch];
    $db->exec('BEGIN IMMEDIATE'); // ending without COMMIT rolls back
    [$last, $highest] = run($db, 'SELECT coalesce(max(CASE sink WHEN ?2 THEN batch_seq END), 0), max(token)
        FROM position WHERE (source, epoch) = (?1, ?3)', $stream)->fetchArray();
    if ($token < $highest) // of a poller that was replaced
        return [409, ['type' => 'urn:shadowlog:problem/stale-token']];
    if ($batch->batch_seq > $last + 1)
        return [412, ['type' => 'urn:shadowlog:problem/sequence-gap', 'expected_batch_seq' => $last + 1]];
    foreach ($batch->batch_seq > $last ? $batch->data : [] as $event) // else it is here already
        if (!isset($batch->replay) || !run($db, 'SELECT 1 FROM event WHERE id = ?', [$event->id])->fetchArray())
            apply($db, $event);
    run($db, 'REPLACE INTO position VALUES (?, ?, ?, ?, ?)', [...$stream, max($last, $batch->batch_seq), $token]);
    $db->exec('COMMIT');
    return [200, new stdClass];
}

$secret = substr(trim(file_get_contents(getenv('SHADOWLOG_SECRET_FILE'))), strlen('whsec_'));
$body = file_get_contents('php://input');
[$status, $answer] = [401, new stdClass];
if (genuine(base64_decode($secret), $body)) {
    $db = new SQLite3(getenv('SHADOWLOG_DATABASE'));
    $db->enableExceptions(true);
    $db->busyTimeout(10000);
    $db->exec('CREATE TABLE IF NOT EXISTS position (source, sink, epoch, batch_seq, token, PRIMARY KEY (source, sink, epoch));
        CREATE TABLE IF NOT EXISTS event (n INTEGER PRIMARY KEY, id UNIQUE, json);
        CREATE TABLE IF NOT EXISTS current (table_name, key, row, PRIMARY KEY (table_name, key))');
    $token = (int)($_SERVER['HTTP_SHADOWLOG_TOKEN'] ?? 0);
    [$status, $answer] = take($db, json_decode($body, false, 512, JSON_THROW_ON_ERROR), $token);
}
http_response_code($status);
header('Content-Type: application/' . (in_array($status, [409, 412]) ? 'problem+json' : 'json'));
echo json_encode($answer);
