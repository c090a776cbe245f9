# The tables of latency.sh.  Runs behind stats.awk.

function line(what) {
	return sprintf("%-11s %8s %7s %6.1f%% %8s %8s %8s %8s %8.1f%%\n",
		member("engine"), what, member("rate"),
		100 * member("arrived") / member("sent"), member("median"),
		member("p90"), member("p99"), member("max"),
		100 * member("poller_cpu") / member("seconds"))
}

function head(title) {
	printf "%s: milliseconds\n%-11s %8s %7s %7s %8s %8s %8s %8s %9s\n",
		title, "engine", title ~ /follow/ ? "interval" : "linger",
		"tx/s", "came", "median", "p90", "p99", "max", "poller-cpu"
}

/"interval"/ {
	if (!follow++)
		head("from commit to receiver, poll --follow")
	printf "%s", line(member("interval"))
}

/"linger"/ {
	rows[++lingers] = line(member("linger"))
	engine[lingers] = member("engine")
	linger[lingers] = member("linger")
	period[lingers] = member("period") + 0
	median_[lingers] = member("median")
	gap[lingers] = member("max") / 1e3
}

# Of a minute only the gap is another: those who commit in it wait between
# nothing and all of it, evenly.
function minute(g, share,    x) {
	x = g - 60 * (1 - share)
	return x > 0 ? sprintf("%.1f s", x) : "as above"
}

END {
	if (!lingers)
		exit
	head("poll --linger, started every " period[1] " seconds")
	for (i = 1; i <= lingers; i++)
		printf "%s", rows[i]
	printf "what follows for cron's minute, with as long a gap: not" \
		" measured\n%-11s %8s %8s %10s %10s %10s %8s\n", "engine",
		"linger", "in-gap", "median", "p90", "p99", "max"
	for (i = 1; i <= lingers; i++)
		printf "%-11s %8s %7.1f%% %10s %10s %10s %6.1f s\n", engine[i],
			60 - period[i] + linger[i] "s", 100 * gap[i] / 60,
			minute(gap[i], .5), minute(gap[i], .9),
			minute(gap[i], .99), gap[i]
	printf "%-11s %8s %7.1f%% %10s %10s %10s %6.1f s\n", "any", "-", 100,
		minute(60, .5), minute(60, .9), minute(60, .99), 60
}
