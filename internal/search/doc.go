// Package search builds the index that the site's search reads: small files
// that a browser loads as classic scripts, over HTTP or straight from a disk,
// and of which one query touches only a few. It holds the browser's half too,
// folder client, because that reads these files and nothing else.
//
// One manual is indexed at a time and independently of all others (Indexer.
// Index), which gives a Part, small and storable, and the manual's excerpt
// files, which can be written and forgotten. Parts are then joined (Indexer.
// Merge) into a Set: the postings of the whole site, cut into shards by the
// first letters of the terms. Of these a build after an edit packs only those
// that say something new (Has), and beside what the last merge left (Joined) it
// reads nothing of the manuals that did not change.
//
//	buscar/
//	  indice.js                 the start: names of the files below, words of the screen;
//	                            its own name is fixed
//	  m-<hash>.js               the catalogue: manuals, their pages, the shards
//	  m/<k>-<hash>.js           of a large site, a run of the manuals,
//	  s/<k>-<hash>.js           a run of the shards,
//	  n-<hash>.js               and the names of all manuals
//	  t/<n>-<hash>.js           a shard: terms and their postings
//	  t/<n>-<hash>-<k>.js       the rest of a very frequent term's postings
//	  p/<manual>-<hash>/<n>.js  what is shown of a page: titles and plain text
//	  d-<hash>.js               the dictionary those are deflated with
//	  c-<hash>.js, r-<hash>.js  the client; what marks words on a page
//	  v-<hash>.js               what knows values that depend on the environment
//	  o-<hash>.js               what only some queries need: misspelt words, quotes, hyphens
//
// The catalogue of a large site has two levels (catalogue.go): the first has what
// ranking needs of all manuals and says which run has what else a query asks for.
// Only the client of such a site knows of it (client/large.js).
//
// What a word is (Tokens, Fold, Stem) is written twice, here and in
// client/text.js; testdata/vectors.jsonl holds both to the same answers.
//
// The package knows nothing of Markdown or of manuals as such: it takes plain
// values. It does not rank either: a posting carries how well its unit speaks
// of the term, and the browser adds up.
package search
