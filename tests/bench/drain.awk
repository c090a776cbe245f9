# The table of drain.sh.  Runs behind stats.awk.

{
	engine = member("engine")
	key = engine SUBSEP member("what")
	if (!(key in times))
		keys[++nkeys] = key
	n = ++times[key]
	rows = member("rows")
	seconds[key, n] = member("seconds") + 0
	cpu[key, n] = cpu_seconds() * 1e6 / rows
	server[key, n] = member("server") * 1e6 / rows
	peak[key, n] = member("peak_kib") / 1024
}

# How fast it is, where 1 is as fast as that.
function of(what, s,    key) {
	key = part[1] SUBSEP what
	return over(median(seconds, key, times[key]), s)
}

END {
	printf "%-10s %-8s %7s %-13s %8s %7s %9s %6s %-11s %9s %8s\n",
		"engine", "what", "seconds", "[least-most]", "events/s",
		"of-bare", "of-client", "cpu-us", "", "server-us",
		"peak-MiB"
	for (k = 1; k <= nkeys; k++) {
		key = keys[k]
		n = times[key]
		split(key, part, SUBSEP)
		s = median(seconds, key, n)
		printf "%-10s %-8s %7.2f %-13s %8.0f %7s %9s %6.2f %-11s" \
			" %9.2f %8.1f\n", part[1], part[2], s,
			spread(seconds, key, n, 1), rows / s, of("bare", s),
			of("client", s), median(cpu, key, n),
			spread(cpu, key, n, 1), median(server, key, n),
			median(peak, key, n)
	}
}
