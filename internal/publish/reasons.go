package publish

import "errors"

// Explain finds the words for an error of publishing: the catalogue key of a
// sentence that says what happened (and key+".pista", what to do) and the
// arguments of both.
func Explain(err error) (key string, args []string, ok bool) {
	var e *Error
	switch {
	case errors.As(err, &e):
		return string(e.Reason), e.Args, true
	case errors.Is(err, ErrLost):
		return "publish.lost", nil, true
	}
	return "", nil, false
}

// What publishing itself finds. The arguments of each begin with the target.
const (
	// ErrLocked is another publication under way. Args: the target, who, on which
	// machine, since when, for how long nothing was heard of it.
	ErrLocked Reason = "publish.locked"
	// ErrLockLost is a lock that somebody broke meanwhile. Args: the target.
	ErrLockLost Reason = "publish.lock-lost"
	// ErrNoLinks is a place without links, or where a name cannot take another's
	// place in one step. Args: the target.
	ErrNoLinks Reason = "publish.no-links"
	// ErrForeign is something in the place of what Folio would put there. Args: the
	// target, its name.
	ErrForeign Reason = "publish.foreign"
	// ErrInPlace is a target that is published in place, which has no releases.
	// Args: the target.
	ErrInPlace Reason = "publish.in-place"
	// ErrReleases is a target that has releases, asked to be published in place.
	// Args: the target.
	ErrReleases Reason = "publish.releases"
	// ErrEmpty is a target where nothing was published. Args: the target.
	ErrEmpty Reason = "publish.empty"
	// ErrUnknown is a release that there is not. Args: the target, its name.
	ErrUnknown Reason = "publish.unknown"
	// ErrSeveral is a beginning that several releases have. Args: the target, the
	// beginning, two of the releases.
	ErrSeveral Reason = "publish.several"
	// ErrOnly is a release that has none before it. Args: the target.
	ErrOnly Reason = "publish.only"
	// ErrRecord is a record that cannot be read. Args: the target, the file.
	ErrRecord Reason = "publish.record"
	// ErrNewer is a record of a newer Folio. Args: the target, the file.
	ErrNewer Reason = "publish.newer"
	// ErrChanged is a file of the site that changed since the site was built. Args:
	// the target, the file.
	ErrChanged Reason = "publish.changed"
	// ErrDamaged is a release that did not arrive as it was sent. Args: the target, a
	// file.
	ErrDamaged Reason = "publish.damaged"
	// ErrSpoilt is a release to go back to that is no longer whole. Args: the target,
	// the release, a file of it.
	ErrSpoilt Reason = "publish.spoilt"
)
