# The tables of options.sh: medians and quartiles.  Runs behind stats.awk, with
# the variants in their order in `order`.

/"side":"application"/ {
	engine = member("engine")
	variant = member("variant")
	phase = member("phase")
	if (!(engine in seen))
		engines[++nengines] = engine
	if (!(phase in seen))
		phases[++nphases] = phase
	seen[engine] = seen[phase] = 1
	key = engine SUBSEP variant SUBSEP phase
	n = ++rounds[key]
	a[key, n] = member("a_cpu") + 0
	b[key, n] = member("b_cpu") + 0
	added[key, n] = b[key, n] - a[key, n]
	ratio[key, n] = b[key, n] / a[key, n]
}

/"side":"poller"/ {
	variant = member("variant")
	if (!(variant in polls))
		variants[++nvariants] = variant
	n = ++polls[variant]
	cpu[variant, n] = cpu_seconds() * 1e6 / member("events")
	peak[variant, n] = member("peak_kib") / 1024
	# Of each round the first of a sink is the one without anything.
	if (variant ~ /: none$/)
		base = cpu[variant, n]
	more[variant, n] = cpu[variant, n] - base
	times[variant, n] = cpu[variant, n] / base
}

function application(engine, words, nwords,    w, p, key, n) {
	printf "options on %s: microseconds of the server's CPU for each" \
		" change\n  %-13s %-12s %8s %8s %6s %-13s %7s %-15s\n", engine,
		"", "", "without", "with", "ratio", "[quartiles]", "added",
		"[quartiles]"
	for (w = 1; w <= nwords; w++)
		for (p = 1; p <= nphases; p++) {
			key = engine SUBSEP words[w] SUBSEP phases[p]
			n = rounds[key]
			if (!n || phases[p] ~ /for the next/)
				continue
			printf "  %-13s %-12s %8.2f %8.2f %6.2f %-13s %7.2f" \
				" %-15s\n", words[w], phases[p],
				median(a, key, n), median(b, key, n),
				median(ratio, key, n), quartiles(ratio, key, n),
				median(added, key, n), quartiles(added, key, n)
		}
}

function poller(    k, v, n) {
	printf "keys of a sink: microseconds of the poller's CPU for each" \
		" event\n  %-38s %7s %-13s %6s %-13s %7s %8s\n", "", "cpu-us",
		"[quartiles]", "ratio", "[quartiles]", "added", "peak-MiB"
	for (k = 1; k <= nvariants; k++) {
		v = variants[k]
		n = polls[v]
		printf "  %-38s %7.2f %-13s %6.2f %-13s %7.2f %8.1f\n", v,
			median(cpu, v, n), quartiles(cpu, v, n),
			median(times, v, n), quartiles(times, v, n),
			median(more, v, n), median(peak, v, n)
	}
}

END {
	n = split(order, words, " ")
	for (k = 1; k <= nengines; k++)
		application(engines[k], words, n)
	if (nvariants)
		poller()
}
