package lifecycle

import (
	"testing"
	"time"

	"folio/internal/config"
)

func day(s string) time.Time {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil {
		panic(err)
	}
	return t
}

// TestFind: a version is found as manuals write it, and what is not known is not
// guessed.
func TestFind(t *testing.T) {
	d := Open([]config.Supported{
		{Name: "ORFEO", Aliases: []string{"Orfeo NG"}, Versions: []config.SupportedVersion{{Version: "7", End: day("2025-12-31")}}},
		{Name: "Redis", Versions: []config.SupportedVersion{{Version: "7.2", Ended: true}}},
	})
	for _, c := range []struct {
		name, version string
		want          string // of the release; "" for unknown
		state         State
	}{
		{"PostgreSQL", "17.7", "17", Supported},
		{"postgres (servidor)", "9.6.24", "9.6", Ended},
		{"PostgreSQL 13", "", "13", Ended},
		{"PostgreSQL", "9", "", 0}, // 9.0 to 9.6
		{"PostgreSQL JDBC", "42.7.4", "", 0},
		{"Node.js", "v20.11.1", "20", Ended},
		{"Oracle Database", "19c", "19", Supported},
		{"Windows Server", "2012 R2 Standard", "2012 R2", Ended},
		{"Windows Server 2012", "", "2012", Ended},
		{"Windows Server Standard", "2019", "2019", Supported},
		{"Ubuntu Server 22.04 LTS", "", "22.04", Supported},
		{"Debian GNU/Linux", "12 (bookworm)", "12", OnlyExtended},
		{"Debian", "11", "11", Ended},
		{"Java", "17", "", 0}, // whose?
		{"Apache Tomcat", "9.0.85", "9.0", Supported},
		{"Apache", "2.2", "2.2", Ended},
		{"SQL Server", "2016", "2016", OnlyExtended},
		{"Docker Compose", "2.37.1", "", 0},
		{"Nginx", "la del sistema", "", 0},
		{"orfeo ng", "7.3", "7", Ended},
		{"Redis", "7.2.4", "7.2", Ended},
		{"Redis", "6.2", "6.2", Supported}, // what the site does not say is as Folio knows it
		{"", "", "", 0},
	} {
		r, ok := d.Find(c.name, c.version)
		if ok != (c.want != "") || r.Version != c.want || ok && r.On(day("2026-11-29")) != c.state {
			t.Errorf("%q %q: %+v, %v, %v", c.name, c.version, r, ok, r.On(day("2026-11-29")))
		}
	}
}

// TestSnapshot: what ships can be read, whole, and says of which day it is.
func TestSnapshot(t *testing.T) {
	d := Open(nil)
	if d.Date().Year() < 2026 || len(d.by) < 100 {
		t.Fatal(d.Date(), len(d.by))
	}
	for name, p := range d.by {
		if name == "" || len(p.releases) == 0 {
			t.Errorf("%q: %+v", name, p)
		}
		for _, r := range p.releases {
			if len(r.parts) == 0 || !r.Extended.IsZero() && r.Extended.Before(r.End) {
				t.Errorf("%s: %+v", name, r)
			}
		}
	}
}

// TestLastDay: a release is supported on its last day.
func TestLastDay(t *testing.T) {
	r := Release{End: day("2026-11-12")}
	if r.On(day("2026-11-12")) != Supported || r.On(day("2026-11-13")) != Ended {
		t.Error(r.On(day("2026-11-12")), r.On(day("2026-11-13")))
	}
}

// TestBadLines: a line that cannot be read is named.
func TestBadLines(t *testing.T) {
	for _, src := range []string{"Sin versiones\n", "P: 1\n", "P: 1 ayer\n", "P: 1 2026-01-01/nunca\n"} {
		if err := (&Data{by: map[string]*product{}}).read(src); err == nil {
			t.Errorf("%q is read", src)
		}
	}
}

func BenchmarkOpen(b *testing.B) {
	for b.Loop() {
		Open(nil).Date()
	}
}
