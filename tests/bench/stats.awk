# What the tables share: members of a line of JSON, and quantiles.

function member(name) {
	if (!match($0, "\"" name "\":(\"[^\"]*|[^,}\"]*)"))
		return ""
	got = substr($0, RSTART, RLENGTH)
	sub(/^[^:]*:"?/, "", got)
	return got
}

# values[KEY, 1..n], of which a share is not above the result.
function quantile(values, key, n, share,    i, j, t) {
	for (i = 1; i <= n; i++) {
		t = values[key, i]
		for (j = i - 1; j >= 1 && sorted[j] > t; j--)
			sorted[j + 1] = sorted[j]
		sorted[j + 1] = t
	}
	i = 1 + (n - 1) * share
	j = int(i)
	if (j >= n)
		return sorted[n]
	return sorted[j] + (i - j) * (sorted[j + 1] - sorted[j])
}

function median(values, key, n) {
	return quantile(values, key, n, .5)
}

# From the least to the most, where there is more than one; in units of UNIT.
function spread(values, key, n, unit) {
	if (n < 2)
		return ""
	return sprintf("[%.2f-%.2f]", quantile(values, key, n, 0) / unit,
		quantile(values, key, n, 1) / unit)
}

function quartiles(values, key, n) {
	return sprintf("[%.2f-%.2f]", quantile(values, key, n, .25),
		quantile(values, key, n, .75))
}

function over(x, y) {
	return y > 0 ? sprintf("%.2f", x / y) : "-"
}

# Seconds of CPU of a command that tools/measure ran.
function cpu_seconds() {
	return member("user") + member("system")
}
