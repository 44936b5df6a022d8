// Package diagram draws the C4 diagrams that manuals hold as text: Parse reads
// Mermaid's C4 syntax, Place decides where everything stands, and a Drawing
// writes itself as SVG and as a list of words.
//
// It knows nothing of pages: a diagram's words, the addresses of its links and
// the place of its faults in a file are its caller's. The same text makes the
// same drawing, however often and by how many at once.
package diagram
