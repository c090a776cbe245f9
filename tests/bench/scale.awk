# The table of scale.sh: medians where something was measured more than once.
# Runs behind stats.awk.

{
	key = member("engine") SUBSEP member("what")
	if (!(key in times))
		keys[++nkeys] = key
	n = ++times[key]
	events[key] = member("events") + 0
	seconds[key, n] = member("seconds") + 0
	cpu[key, n] = cpu_seconds()
	peak[key, n] = member("peak_kib") + 0
}

END {
	printf "%-11s %-30s %8s %10s %9s %-15s %9s\n", "engine", "what",
		"seconds", "events/s", "cpu-us/ev", "[least-most]",
		"peak-MiB"
	for (k = 1; k <= nkeys; k++) {
		key = keys[k]
		n = times[key]
		split(key, part, SUBSEP)
		s = median(seconds, key, n)
		c = median(cpu, key, n)
		p = median(peak, key, n) / 1024
		if (events[key])
			printf "%-11s %-30s %8.3f %10.0f %9.2f %-15s %9.1f\n",
				part[1], part[2], s, events[key] / s,
				c / events[key] * 1e6,
				spread(cpu, key, n, events[key] / 1e6), p
		else
			printf "%-11s %-30s %8.3f %10s %9s %-15s %9.1f\n",
				part[1], part[2], s, "-",
				sprintf("%.0fms", c * 1e3),
				spread(cpu, key, n, 1e-3), p
	}
}
