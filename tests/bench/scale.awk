# The table of scale.sh: medians where something was measured more than once.

function member(name) {
	match($0, "\"" name "\":\"[^\"]*")
	return substr($0, RSTART + length(name) + 4, RLENGTH - length(name) - 4)
}

function number_of(name) {
	match($0, "\"" name "\":[0-9.]*")
	return substr($0, RSTART + length(name) + 3) + 0
}

function median(values, key, n,    i, j, t) {
	for (i = 1; i <= n; i++) {
		t = values[key, i]
		for (j = i - 1; j >= 1 && sorted[j] > t; j--)
			sorted[j + 1] = sorted[j]
		sorted[j + 1] = t
	}
	return sorted[int((n + 1) / 2)]
}

{
	key = member("engine") SUBSEP member("what")
	if (!(key in times))
		keys[++nkeys] = key
	n = ++times[key]
	events[key] = number_of("events")
	seconds[key, n] = number_of("seconds")
	cpu[key, n] = number_of("user") + number_of("system")
	peak[key, n] = number_of("peak_kib")
}

END {
	printf "%-11s %-30s %8s %10s %9s %9s\n", "engine", "what", "seconds",
		"events/s", "cpu-us/ev", "peak-MiB"
	for (k = 1; k <= nkeys; k++) {
		key = keys[k]
		n = times[key]
		split(key, part, SUBSEP)
		s = median(seconds, key, n)
		c = median(cpu, key, n)
		if (events[key])
			printf "%-11s %-30s %8.3f %10.0f %9.2f %9.1f\n",
				part[1], part[2], s, events[key] / s,
				c / events[key] * 1e6,
				median(peak, key, n) / 1024
		else
			printf "%-11s %-30s %8.3f %10s %9s %9.1f\n", part[1],
				part[2], s, "-", sprintf("%.0fms", c * 1e3),
				median(peak, key, n) / 1024
	}
}
