package pipeline

import (
	"testing"
	"time"

	"folio/internal/config"
)

func TestEditAddressOfEachForge(t *testing.T) {
	const file = "docs/content/vertia/01 año #1.md"
	for _, c := range []struct {
		edit config.Edit
		want string
	}{
		{config.Edit{}, ""},
		{config.Edit{Forge: config.GitHub}, ""},
		{config.Edit{URL: "https://git.example/a/b"}, ""},
		{
			config.Edit{Forge: config.GitLab, URL: "https://git.example/a/b"},
			"https://git.example/a/b/-/edit/main/docs/content/vertia/01%20a%C3%B1o%20%231.md",
		},
		{
			config.Edit{Forge: config.GitHub, URL: "https://git.example/a/b/", Branch: "rama/ñ?"},
			"https://git.example/a/b/edit/rama/%C3%B1%3F/docs/content/vertia/01%20a%C3%B1o%20%231.md",
		},
		{
			config.Edit{Forge: config.Gitea, URL: "https://git.example/a/b", Branch: "publicado"},
			"https://git.example/a/b/_edit/publicado/docs/content/vertia/01%20a%C3%B1o%20%231.md",
		},
	} {
		if got := editURL(c.edit, file); got != c.want {
			t.Errorf("%+v: %s", c.edit, got)
		}
	}
}

func TestReviewIsDueOnTheSameDayOfALaterMonth(t *testing.T) {
	for _, c := range []struct {
		last   string
		months int
		due    string
	}{
		{"2026-03-02", 12, "2027-03-02"},
		{"2026-08-31", 6, "2027-02-28"},
		{"2027-08-31", 6, "2028-02-29"},
		{"2026-10-31", 1, "2026-11-30"},
		{"2026-12-31", 2, "2027-02-28"},
		{"2026-02-28", 1, "2026-03-28"},
	} {
		last, err := time.Parse(time.DateOnly, c.last)
		if err != nil {
			t.Fatal(err)
		}
		due, ok := reviewDue(config.Review{Last: last, EveryMonths: c.months})
		if got := due.Format(time.DateOnly); !ok || got != c.due {
			t.Errorf("%s and %d months: %s", c.last, c.months, got)
		}
	}
	for _, r := range []config.Review{{}, {EveryMonths: 6}, {Last: time.Now()}} {
		if _, ok := reviewDue(r); ok {
			t.Errorf("%+v has a date", r)
		}
	}
}
