package pipeline

// unpublished: what the foot of each page asks for, which publishing replaces by
// the words about the release.
func unpublished() whole { return whole{name: "release", make: (*assembly).unpublished} }

func (a *assembly) unpublished() error {
	return a.sink.Put("publicado.js", []byte("folioRelease(null)\n"))
}
