package output

// Sweep takes out the files that were neither put nor kept, so that what is
// left is a whole site and not an edited one.
func (m *Memory) Sweep() {
	m.mu.Lock()
	defer m.mu.Unlock()
	for _, p := range m.base.paths {
		if !m.put[p] {
			m.edits[p] = nil
		}
	}
}
