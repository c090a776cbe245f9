# Tables from the lines of bench/load, for one engine: medians and quartiles of
# the rounds.  Runs behind stats.awk.  "turns" is how often the session was
# given a processor for each change.

member("engine") == engine && /"a_cpu"/ {
	load_ = member("load")
	phase = member("phase")
	writers = member("writers")
	variant = member("variant")
	if (member("in_turns") > 0)
		writers = writers " writers in turns"
	else if (load_ == "writers")
		writers = writers " writers"
	group = load_ SUBSEP phase SUBSEP writers
	key = group SUBSEP variant
	if (!(group in seen_group)) {
		seen_group[group] = 1
		groups[++ngroups] = group
	}
	if (!(variant in seen_variant)) {
		seen_variant[variant] = 1
		variants[++nvariants] = variant
	}
	n = ++rounds[key]
	a[key, n] = member("a_cpu") + 0
	b[key, n] = member("b_cpu") + 0
	ratio[key, n] = b[key, n] / a[key, n]
	added[key, n] = b[key, n] - a[key, n]
	wall[key, n] = member("b_wall") / member("a_wall")
	turns[key, n] = member("b_turns") + 0
}

function row(key, floor, constant,    n, extra) {
	n = rounds[key]
	extra = quantile(added, key, n, .5)
	printf "  %-15s %8.2f %8.2f   %5.2f [%.2f-%.2f] %8.2f [%.2f-%.2f]" \
		" %7s %7s %7.2f %7.2f\n", variants[v], quantile(a, key, n, .5),
		quantile(b, key, n, .5), quantile(ratio, key, n, .5),
		quantile(ratio, key, n, .25), quantile(ratio, key, n, .75),
		extra, quantile(added, key, n, .25),
		quantile(added, key, n, .75), over(extra, floor),
		over(extra, constant), quantile(wall, key, n, .5),
		quantile(turns, key, n, .5)
}

# Writers in the order of their number: the rounds have them in any order.
function order_groups(    i, j, t, x, y) {
	for (i = 2; i <= ngroups; i++)
		for (j = i; j > 1; j--) {
			split(groups[j], x, SUBSEP)
			split(groups[j - 1], y, SUBSEP)
			if (x[1] != y[1] || x[3] + 1000 * (x[3] ~ /turns/) >= \
				y[3] + 1000 * (y[3] ~ /turns/))
				break
			t = groups[j]
			groups[j] = groups[j - 1]
			groups[j - 1] = t
		}
}

END {
	if (!ngroups)
		exit
	order_groups()
	printf "triggers on %s: microseconds of the server's CPU for each" \
		" change\n", engine
	printf "  %-15s %8s %8s   %-17s %-20s %7s %7s %7s %7s\n", "", "without",
		"with", "ratio", "added", "/floor", "/const", "(wall)",
		"turns"
	for (g = 1; g <= ngroups; g++) {
		split(groups[g], part, SUBSEP)
		printf "%s: %s%s\n", part[1], part[2],
			part[1] == "writers" ? ", " part[3] : ""
		floor = groups[g] SUBSEP "floor"
		constant = groups[g] SUBSEP "constant"
		floor = floor in rounds ? \
			quantile(added, floor, rounds[floor], .5) : 0
		constant = constant in rounds ? \
			quantile(added, constant, rounds[constant], .5) : 0
		for (v = 1; v <= nvariants; v++)
			if ((groups[g] SUBSEP variants[v]) in rounds)
				row(groups[g] SUBSEP variants[v], floor,
					constant)
	}
}
