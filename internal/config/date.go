package config

import (
	"strconv"
	"strings"
	"time"
)

// date reads a day, as ISO 8601 or dd/mm/aaaa. Other orders are refused
// rather than guessed: 03/04 is a different day in each country.
func date(dst *time.Time) kind {
	return kind{dateShape, func(r *reader, v value) {
		s, ok := r.scalar(v, "fecha", "")
		if !ok || s == "" {
			return
		}
		y, m, d, ok := calendar(s)
		days := time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
		switch {
		case !ok || y < 1900:
			r.add(r.fault, "CFG-06.fecha", v.node, v.key, s)
		case m < 1 || m > 12:
			r.add(r.fault, "CFG-06.mes", v.node, v.key, s, strconv.Itoa(m))
		case d < 1 || d > days:
			r.add(r.fault, "CFG-06.dia", v.node, v.key, s, strconv.Itoa(days))
		default:
			*dst = time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
		}
	}}
}

// calendar takes a date's digits apart; the day need not exist.
func calendar(s string) (y, m, d int, ok bool) {
	if p := strings.Split(s, "-"); len(p) == 3 {
		return triple(p[0], p[1], p[2])
	}
	if p := strings.Split(s, "/"); len(p) == 3 {
		return triple(p[2], p[1], p[0])
	}
	return 0, 0, 0, false
}

func triple(year, month, day string) (y, m, d int, ok bool) {
	if len(year) != 4 || len(month) > 2 || len(day) > 2 || strings.Trim(year+month+day, "0123456789") != "" {
		return 0, 0, 0, false
	}
	y, errY := strconv.Atoi(year)
	m, errM := strconv.Atoi(month)
	d, errD := strconv.Atoi(day)
	return y, m, d, errY == nil && errM == nil && errD == nil
}
