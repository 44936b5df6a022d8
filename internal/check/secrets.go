package check

import (
	"bytes"
	"maps"
	"slices"
	"strings"
	"sync"

	"folio/internal/config"
	"folio/internal/diag"
	"folio/internal/pattern"
)

// secretForm is a form in which secrets are written. Its last group is the value.
type secretForm struct {
	what string   // a key of the catalogue
	hint []string // one of these is in every text of the form
	form *pattern.Pattern
	by   evidence
	sign string // is in every text of the form, too
}

// evidence is what tells that a value is a secret.
type evidence int

const (
	byPlace    evidence = iota // it stands where an order or an address has one
	byName                     // it follows the name of a secret and a sign
	byShape                    // its own form
	bySentence                 // it follows the name of a secret and «es»
)

// secretNames are the words that name a secret, as the last part of a name.
const secretNames = `(?:pass(?:word|wd|phrase)?|pwd|contraseña|contrasena|clave|secret[oa]?|token|api[_-]?key|apikey|access[_-]?key|private[_-]?key|credencial|credential)`

// secretName is a whole name of that kind: with a sign before the last part, or with
// anything where the last part is unlike other words, as in PGPASSWORD.
const secretName = `(?:(?:[\w.-]*[_.-])?` + secretNames + `|[\w.-]*(?:password|passwd|passphrase|contraseña|contrasena|api[_-]?key|access[_-]?key|private[_-]?key))`

// secretWords are what secretNames begin with or hold.
var secretWords = watchFor("pass", "pwd", "contrase", "clave", "secret", "token", "api_key", "api-key", "apikey", "accesskey", "access_key", "access-key", "privatekey", "private_key", "private-key", "credenc", "credential")

// cloudWords are what a cloud's keys begin with, in capitals.
var cloudWords = watchFor("akia", "asia", "agpa", "aroa")

// secretForms are the forms, the ones that say most first. Those of the forges
// and clouds follow what these publish of the shape of their tokens.
var secretForms = []secretForm{
	{"llave", watchFor("private key"), pattern.Of(`(-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----)`), byShape, ""},
	{"nube", cloudWords, pattern.Of(`\b((?:AKIA|ASIA|AGPA|AROA)[A-Z0-9]{16})\b`), byShape, ""},
	{"nube", watchFor("aiza"), pattern.Of(`\b(AIza[0-9A-Za-z_-]{35})\b`), byShape, ""},
	{"nube", watchFor("accountkey="), pattern.Of(`\bAccountKey=([A-Za-z0-9+/]{60,}={0,2})`), byShape, ""},
	{"token", watchFor("ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_"), pattern.Of(`\b(gh[pousr]_[A-Za-z0-9]{36,}|github_pat_[A-Za-z0-9_]{50,})\b`), byShape, ""},
	{"token", watchFor("glpat-"), pattern.Of(`\b(glpat-[A-Za-z0-9_-]{20,})`), byShape, ""},
	{"token", watchFor("xoxa-", "xoxb-", "xoxp-", "xoxr-", "xoxs-"), pattern.Of(`\b(xox[abprs]-[A-Za-z0-9-]{10,})`), byShape, ""},
	{"token", watchFor("eyj"), pattern.Of(`\b(eyJ[A-Za-z0-9_-]{8,}\.eyJ[A-Za-z0-9_-]{8,}\.[A-Za-z0-9_-]{8,})`), byShape, ""},
	{"direccion", watchFor("://"), pattern.Of(`\b[a-z][a-z0-9+.-]{2,}://[^\s:/@"'<>]+:([^\s@/"'<>]{3,})@`), byPlace, "@"},
	{"orden", watchFor("curl"), pattern.Of(`\bcurl\b[^\n|;]*?\s(?:-u|--user)[ =]?["']?[^\s:"']+:([^\s"']{3,})`), byPlace, "-u"},
	{"orden", watchFor("sshpass"), pattern.Of(`\bsshpass\s+-p\s*["']?([^\s"']{3,})`), byPlace, "-p"},
	{"orden", watchFor("mysql", "mariadb"), pattern.Of(`\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n|;]*?\s-p([^\s"']{3,})`), byPlace, "-p"},
	{"orden", watchFor("ldap"), pattern.Of(`\b(?:ldapsearch|ldapmodify|ldapadd)\b[^\n|;]*?\s-w\s+["']?([^\s"']{3,})`), byPlace, "-w"},
	{"orden", watchFor(dockerLogin), pattern.Of(`(?i)\bdocker login\b[^\n|;]*?\s(?:-p|--password)[ =]["']?([^\s"']{3,})`), byPlace, "-p"},
	// NAME=value, name: value, "name": "value", <name>value</name>, name value="…".
	{"valor", secretWords, pattern.Of(`(?i)(?:^|[\s"'<{,;&?_.-])` + secretName + `["']?\s*(?:[:=]|=>)\s*["']?([^\s"',;<>{}()&][^\s"',;<>&]{2,})`), byName, ""},
	{"valor", secretWords, pattern.Of(`(?:^|[\s"'<{,;&?_.-])[\w.-]*[a-z0-9](?:Pass|Pwd|Clave|Secret|Token|Credential|Credencial)["']?\s*(?:[:=]|=>)\s*["']?([^\s"',;<>{}()&][^\s"',;<>&]{2,})`), byName, ""},
	{"valor", watchFor("contrase", "clave", "password", "passphrase"), pattern.Of(`(?i)\b(?:contraseñ|contrasen|clave|password|passphrase)[as]{0,2}(?:\s+(?:inicial|temporal|actual|predeterminada|por defecto))?(?:\s+del?\s+\S+(?:\s+\S+)?)?\s+(?:es|is|será|sera)\s*:?\s+["'«“]?([^\s"'»”]*(?:[a-z][^\s"'»”]*[\d*#$%&@+]|[\d*#$%&@+][^\s"'»”]*[a-z])[^\s"'»”]*)`), bySentence, ""},
	{"valor", secretWords, pattern.Of(`(?i)<` + secretName + `>([^<\s]{3,})</`), byName, ""},
	{"valor", secretWords, pattern.Of(`(?i)\b(?:name|key)=["']` + secretName + `["']\s+value=["']([^"']{3,})["']`), byName, ""},
	{"valor", watchFor("password", "pwd"), pattern.Of(`(?i)\b(?:password|pwd|user id=[^;]+;\s*password)\s*=\s*([^\s;"'<>{}]{3,})\s*;`), byName, ""},
	{"valor", watchFor(identifiedBy), pattern.Of(`(?i)\bIDENTIFIED BY\s+["']([^"']{3,})["']`), byPlace, " "},
	{"valor", watchFor("password"), pattern.Of(`(?i)\bPASSWORD\s+'([^']{3,})'`), byName, ""},
}

// may tells whether a text in small letters that has a hint can be of the form.
func (f *secretForm) may(lower string) bool {
	return strings.Contains(lower, f.sign) && (f.by != byName || assigns(lower)) && (f.by != bySentence || strings.Contains(lower, " es") || strings.Contains(lower, " is") || strings.Contains(lower, " ser"))
}

// secretEnds are the ends of the names that secretNames describes.
var secretEnds = strings.Fields(`pass password passwd passphrase pwd contraseña contraseÑa contrasena clave secret secreto secreta token
api_key api-key apikey access_key access-key accesskey private_key private-key privatekey credencial credential`)

// assigns tells whether something is given to the name of a secret: a sign stands
// after it.
func assigns(lower string) bool {
	const between = " \t\r\n\"'"
	for at := 0; ; at++ {
		i := strings.IndexAny(lower[at:], ":=>'")
		if i < 0 {
			return false
		}
		at += i
		before := strings.TrimRight(lower[max(0, at-64):at], between)
		before = strings.TrimRight(strings.TrimSuffix(before, "value"), between) // name="…" value="…"
		for _, end := range secretEnds {
			if strings.HasSuffix(before, end) {
				return true
			}
		}
	}
}

// maySecret tells whether a page's source can have a secret, or a permit for one. In
// doubt it says yes: it reads Markdown, where signs stand between what its text has
// together.
func maySecret(src []byte) bool { return maySay(src) || parted(src) && maySay(bare(src)) }

func maySay(src []byte) (may bool) {
	var without map[string]bool // the orders after which no sign stands
	mail := -1                  // the first @, or what may be one, after the address at hand
	spot(secretWatcher(), src, func(word string, at int) bool {
		rest := src[at+len(word):]
		before := func() []byte { return bytes.TrimRight(src[:at], " \t\r\n>") }
		if word == loginWord && hasSuffixFold(before(), "docker") {
			word = dockerLogin
		}
		switch {
		case word == loginWord:
		case word == permitWord:
			may = bytes.HasSuffix(before(), []byte("<!--"))
		case word == "://":
			if may = maySignIn(rest); may {
				if from := at + len(word); mail < from {
					if mail = len(src); bytes.ContainsAny(rest, "@&") {
						mail = from + bytes.IndexAny(rest, "@&")
					}
				}
				may = mail < len(src) && mail-at < 2*longAddress
			}
		case slices.Contains(secretWords, word):
			may = mayAssign(rest)
		case slices.Contains(cloudWords, word):
			may = bytes.Equal(src[at:at+len(word)], bytes.ToUpper([]byte(word))) // «demasiado» has one
		case orderSigns()[word] != 0:
			if may = !without[word] && maySign(rest, orderSigns()[word]); !may {
				if without == nil {
					without = map[string]bool{}
				}
				without[word] = true // nor after the next one
			}
		default:
			may = true
		}
		return !may
	})
	return may
}

// Two hints are of two words, which may stand on two lines.
const (
	dockerLogin    = "docker login"
	loginWord      = "login"
	identifiedBy   = "identified by"
	identifiedWord = "identified"
)

func hasSuffixFold(s []byte, end string) bool {
	return len(s) >= len(end) && strings.EqualFold(string(s[len(s)-len(end):]), end)
}

// maySignIn tells whether who signs in may stand in an address, of which the rest is
// given: an @ before the first blank, or what may have blanks of its own that no text
// has, as the address of a link and its title.
func maySignIn(rest []byte) bool {
	for i, c := range rest[:min(len(rest), longAddress)] {
		switch c {
		case ' ', '\t', '\r', '\n':
			return false
		case '@', '&', '\\', '[', ']', '`', '<':
			return true
		case '{':
			if i > 0 && rest[i-1] == '{' {
				return true
			}
		}
	}
	return len(rest) > longAddress
}

// longAddress is how far from its beginning an address may have what parts who signs
// in from where, in bytes of Markdown.
const longAddress = 2000

// parted tells whether marks stand inside of a word.
func parted(src []byte) bool {
	for _, mark := range []byte("\\*`~<") {
		for from := 0; ; {
			i := bytes.IndexByte(src[from:], mark)
			if i < 0 {
				break
			}
			i += from
			from = i + 1
			switch mark {
			case '\\':
				if from < len(src) && (src[from] == '_' || src[from] == '-' || src[from] > ' ' && !ofWord(src[from])) {
					return true
				}
				continue
			case '<':
				if i > 0 && ofWord(src[i-1]) && tagLength(src[i:]) > 0 {
					return true
				}
				continue
			}
			for from < len(src) && (src[from] == '*' || src[from] == '`' || src[from] == '~') {
				from++
			}
			if i > 0 && ofWord(src[i-1]) && from < len(src) && ofWord(src[from]) {
				return true
			}
		}
	}
	return false
}

// ofWord tells the bytes of words and of options.
func ofWord(c byte) bool {
	return small[c] >= 'a' && small[c] <= 'z' || c >= '0' && c <= '9' || c >= 0x80 || c == '-' || c == '_'
}

// bare is Markdown without the marks and the tags that may stand inside of a word.
func bare(src []byte) []byte {
	out := make([]byte, 0, len(src))
	for i := 0; i < len(src); i++ {
		switch c := src[i]; c {
		case '\\', '*', '`', '~':
		case '<':
			if n := tagLength(src[i:]); n > 0 {
				i += n - 1
				continue
			}
			out = append(out, c)
		default:
			out = append(out, c)
		}
	}
	return out
}

// tagLength measures a tag of HTML at the beginning of a text that is none to its
// reader; 0 for none, as for an address between angle brackets and for what has a name
// that data have.
func tagLength(s []byte) int {
	from := 1
	if len(s) > from && s[from] == '/' {
		from++
	}
	i := from
	for i < len(s) && i < from+8 && small[s[i]] >= 'a' && small[s[i]] <= 'z' {
		i++
	}
	if i == len(s) || s[i] != '>' && s[i] != '/' && s[i] != ' ' || !inlineTags[string(bytes.ToLower(s[from:i]))] {
		return 0
	}
	const long = 500
	return bytes.IndexByte(s[:min(len(s), long)], '>') + 1
}

// inlineTags are the elements that may stand inside of a word.
var inlineTags = map[string]bool{
	"abbr": true, "b": true, "bdi": true, "bdo": true, "cite": true, "code": true, "del": true, "dfn": true, "em": true, "i": true, "ins": true, "kbd": true,
	"mark": true, "q": true, "s": true, "samp": true, "small": true, "span": true, "strong": true, "sub": true, "sup": true, "u": true, "var": true, "wbr": true,
}

// maySign tells whether an option of a letter may stand in a text: «-p», «-P», «-[p]».
func maySign(rest []byte, letter byte) bool {
	for {
		i := bytes.IndexByte(rest, '-')
		if i < 0 || i+1 == len(rest) {
			return bytes.IndexByte(rest, '{') >= 0 || bytes.IndexByte(rest, '&') >= 0
		}
		if next := small[rest[i+1]]; next == letter || bytes.IndexByte([]byte("-[<&{_!"), next) >= 0 && next != '-' {
			return true
		}
		rest = rest[i+1:]
	}
}

// orderSigns are, by the name of a program, the letter of the option without which an
// order to it has no secret.
var orderSigns = sync.OnceValue(func() map[string]byte {
	signs := map[string]byte{}
	for _, f := range secretForms {
		if f.what == "orden" {
			for _, w := range f.hint {
				signs[w] = f.sign[1]
			}
		}
	}
	return signs
})

// mayAssign tells whether something may be given to a name that begins before a
// stretch of Markdown: after the rest of the name a sign stands, or what only the parser
// can tell.
func mayAssign(rest []byte) bool {
	const long = 64
	i := 0
	for i < len(rest) && (rest[i] >= 0x80 || rest[i] == '_' || rest[i] == '-' || small[rest[i]] >= 'a' && small[rest[i]] <= 'z') {
		if i++; i == long {
			return true
		}
	}
	rest = bytes.TrimLeft(rest[i:min(len(rest), i+long)], " \t\r\n\"*_`~\\")
	if len(rest) == 0 {
		return false
	}
	if rest[0] >= 0x80 || bytes.IndexByte([]byte(":=>'<&{[]!$|"), rest[0]) >= 0 {
		return true
	}
	if len(rest) >= len("value") && strings.EqualFold(string(rest[:len("value")]), "value") {
		return true
	}
	for word := range bytes.FieldsFuncSeq(rest, func(r rune) bool { return r <= ' ' || r == ':' }) {
		switch string(bytes.ToLower(word)) {
		case "es", "is", "será", "sera":
			return true
		}
	}
	return false
}

// secretWatcher finds the words of which one is in the text of every secret, and in every
// permit.
var secretWatcher = sync.OnceValue(func() *watcher {
	words := []string{permitWord, loginWord, identifiedWord}
	for _, f := range secretForms {
		words = append(words, f.hint...)
	}
	words = slices.DeleteFunc(words, func(w string) bool { return w == dockerLogin || w == identifiedBy })
	return newWatcher(words)
})

// stands tells what stands in the place of a value: a variable, a blank to fill
// in, a masked value, a word that says that it is none.
var stands = pattern.Of(`(?i)^(?:[$%]|\{\{|(?:rsa|dsa|aes|sha|md5|ecdsa|ed25519|tls|ssl|utf|pkcs|x\.?509)[-_v]*[\d.]*(?:-[a-z]+)?\W*$|<|\[|\.\.\.|…|[*•x#_.-]{3,}|\\\$)|[{}]|^(?:/|\./|~/|file:|vault:)|\b(?:cambi[ae]|change|ejemplo|example|secret[oa]?s?|password|contrase[ñn]a|clave|token|su-|tu-|your|mi-|la-|el-|una?-|placeholder|redacted|null|none|true|false|string|env|var|getenv|process|os)\b|^(?:\d{1,2}|required|obligatori[oa]|opcional|text|texto|ver|vea|use|definida?|la|el|los|las|de|del|en|se|es|una?|no|que|con|por|para|su|sus|si|solo|cada|con|y|o|a|al)$`)

// secretsRule: no secret is in the text or in the data. The value itself is never
// repeated: findings are printed, cached and published.
func secretsRule() Rule {
	return Rule{Codes: []diag.Code{"SEG-01"}, Since: "0.1", check: func(s *Subject, r *reporter) {
		for _, x := range s.Pages {
			if s.Blueprint != nil && len(x.Page.Doc.Includes) == 0 && !maySecret(x.Page.Doc.Source()) {
				continue // most; without a blueprint those are no pages of s, see reads
			}
			forms := map[int][]*secretForm{}
			for i := range secretForms {
				f := &secretForms[i]
				for _, k := range x.with(f.hint) {
					if f.may(x.lower(x.passages[k])) {
						forms[k] = append(forms[k], f)
					}
				}
			}
			for _, k := range slices.Sorted(maps.Keys(forms)) {
				b := x.passages[k]
				for _, place := range secretsIn(b.Text, forms[k]) {
					pos, _ := x.Outline.At(b.Block, place.at)
					r.add(pos, "", diag.Error, "SEG-01."+place.what)
				}
			}
			x.secretsInTables(r)
		}
		for _, v := range s.Config.Variables {
			if what, yes := isSecret(v.Name, v.Value); yes {
				r.add(v.Pos, "", diag.Error, "SEG-01."+what)
			}
		}
		for _, e := range s.Config.Environments {
			for _, v := range e.Variables {
				if what, yes := isSecret(v.Name, v.Value); yes {
					r.add(v.Pos, "", diag.Error, "SEG-01."+what)
				}
			}
		}
	}}
}

// secretPlace is where a secret stands in a text.
type secretPlace struct {
	what   string
	at, to int
}

// Secret is a stretch of a text that is a secret's value.
type Secret struct{ From, To int }

// Secrets finds the values of secrets in a text, by the same forms as the rule.
func Secrets(text string) (list []Secret) {
	for _, p := range anySecret(text) {
		list = append(list, Secret{p.at, p.to})
	}
	return list
}

// secretsIn finds the secrets of a text in some forms, one for each place.
func secretsIn(text string, forms []*secretForm) []secretPlace {
	var out []secretPlace
	var taken []int
	for _, f := range forms {
		for _, m := range f.form.FindAllStringSubmatchIndex(text, -1) {
			from, to := m[len(m)-2], m[len(m)-1]
			value := text[from:to]
			if slices.Contains(taken, from) || f.by != byShape && (stands.MatchString(value) || !mixed(value, f.what)) {
				continue
			}
			taken = append(taken, from)
			out = append(out, secretPlace{f.what, from, to})
		}
	}
	return out
}

// anySecret looks for all forms in a short text.
func anySecret(text string) []secretPlace {
	lower := asciiLower(text)
	var forms []*secretForm
	for i := range secretForms {
		if slices.ContainsFunc(secretForms[i].hint, func(w string) bool { return strings.Contains(lower, w) }) {
			forms = append(forms, &secretForms[i])
		}
	}
	return secretsIn(text, forms)
}

// mixed tells a value that somebody may have chosen as a secret from a word of
// the language: it has a digit or a sign, or is not all small letters. In an
// order or an address, where a value stands, any word is one.
func mixed(value, what string) bool {
	if what != "valor" {
		return true
	}
	value = strings.TrimRight(value, ".,:)")
	letters := strings.Trim(value, "abcdefghijklmnopqrstuvwxyzáéíóúñü")
	return letters != "" && len(value) > 3
}

// isSecret tells whether a variable's value is a secret: by its own form, or
// since its name says so.
func isSecret(name, value string) (what string, yes bool) {
	if value == "" || config.Valued(value) != value {
		return "", false
	}
	for _, p := range anySecret(name + "=" + value) {
		return p.what, true
	}
	return "", false
}
