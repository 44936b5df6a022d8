package source

import (
	"context"
	"strings"
)

// Head is the commit that the sources in a folder are at, and whether they have
// changes that it has not; "" where there is no git, or no repository.
func Head(ctx context.Context, dir string) (commit string, changed bool) {
	out, err := git(ctx, dir, "rev-parse", "HEAD").Output()
	if err != nil {
		return "", false
	}
	changes, err := git(ctx, dir, "status", "--porcelain", "--", ".").Output()
	return strings.TrimSpace(string(out)), err != nil || len(changes) > 0
}
