package pipeline

// treeScript: the tree of a large manual, whose pages show a part of it.
func treeScript() part { return part{name: "tree", make: (*work).treeScript} }

func (w *work) treeScript() error {
	a, ok := w.views().shell.Script()
	if !ok {
		return nil
	}
	return w.sink.Put(a.Path, a.Data)
}
