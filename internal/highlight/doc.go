// Package highlight turns source code into spans of HTML with classes, by the rules of the chroma lexers but with an engine of
// its own.
//
// It exists because highlighting is most of the time it takes to convert a technical manual: chroma tries one regular
// expression after another at every character of the source, each of them through a general backtracking interpreter over
// runes. The rules themselves are good and widely reviewed; the way they are run is what costs. So the rules are kept as they
// are (package data under lexers/, a test holds them to the chroma release in go.mod) and run in another way: every expression
// becomes a chain of Go closures over the bytes of the source, and every state of a lexer knows by the next byte which of its
// rules can match at all.
//
// Four files hold the engine: matcher.go (one regular expression, with its parts in atoms.go, compose.go and repeat.go, and what
// is known of them beforehand in charset.go and first.go), rules.go (the tables of one lexer, which rulefile.go reads), loop.go
// (the walk over the source that yields tokens) and writer.go (tokens into HTML). languages.go says which languages there are,
// kinds.go and styles.go how they look.
//
// There is no second engine to fall back to. A test compiles every rule of every file, and others hold the tokens to chroma's
// over its own test data, over sources in every language, over mutations of them and by fuzzing. The few of chroma's rules that
// call Go functions are written in words of the rule files; chroma_test.go lists them.
//
// The classes are chroma's short ones, so that its style sheets serve. In a terminal (language "console") prompts are of class gp
// and what commands print of class go: what is in neither is what a reader copies. session.go takes terminals apart, with
// sessionshell.go (where a shell's order ends) and sessionmore.go (the lines that an order goes on in).
//
// What the package does not do: it knows nothing of pages, fences or manuals; it does not guess a language; it never reads a
// clock. Work is bounded by a number of steps in proportion to the length of the source, and what goes beyond is written
// plain, with the reason, so that the same input gives the same output on every machine.
package highlight
