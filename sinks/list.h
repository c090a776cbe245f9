/* Every kind of sink: X(its struct sink_type).  One line each. */
SINK(sink_file)
SINK(sink_outbox)
SINK(sink_webhook)
