package main

import (
	"strconv"
	"time"
)

// today is the day that a build takes for the present: that of
// SOURCE_DATE_EPOCH, so that a build can be repeated to the byte
// (reproducible-builds.org/specs/source-date-epoch), else the calendar's.
func (a *app) today() (time.Time, error) {
	now := time.Now()
	if s := a.Getenv("SOURCE_DATE_EPOCH"); s != "" {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil || n < 0 {
			return time.Time{}, a.usage("cli.source-date", s)
		}
		now = time.Unix(n, 0).UTC()
	}
	return time.Date(now.Year(), now.Month(), now.Day(), 0, 0, 0, 0, time.UTC), nil
}
