package check

import (
	"maps"
	"slices"
	"strings"

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
	byOwner                    // it follows the name of a secret, whose it is and a colon
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
	{"orden", watchFor("docker login"), pattern.Of(`(?i)\bdocker login\b[^\n|;]*?\s(?:-p|--password)[ =]["']?([^\s"']{3,})`), byPlace, "-p"},
	// NAME=value, name: value, "name": "value", <name>value</name>, name value="…".
	{"valor", secretWords, pattern.Of(`(?i)(?:^|[\s"'<{(/«,;&?_.-])` + secretName + `["']?\s*(?:[:=]|=>)\s*["']?([^\s"',;<>{}()&][^\s"',;<>&]{2,})`), byName, ""},
	{"valor", secretWords, pattern.Of(`(?:^|[\s"'<{(/«,;&?_.-])[\w.-]*[a-z0-9](?:Pass|Pwd|Clave|Secret|Token|Credential|Credencial)["']?\s*(?:[:=]|=>)\s*["']?([^\s"',;<>{}()&][^\s"',;<>&]{2,})`), byName, ""},
	{"valor", watchFor("contrase", "clave", "password", "passphrase"), pattern.Of(`(?i)\b(?:contraseñ|contrasen|clave|password|passphrase)[as]{0,2}(?:\s+(?:inicial|temporal|actual|predeterminada|por defecto))?(?:\s+del?\s+\S+(?:\s+\S+)?)?\s+(?:es|is|será|sera)\s*:?\s+["'«“]?([^\s"'»”]*(?:[a-z][^\s"'»”]*[\d*#$%&@+]|[\d*#$%&@+][^\s"'»”]*[a-z])[^\s"'»”]*)`), bySentence, ""},
	{"valor", watchFor("contrase", "password", "passphrase"), pattern.Of(`(?i)\b(?:contraseñ|contrasen|password|passphrase)[as]{0,2}\s+del?\s+\S+(?:\s+\S+)?\s*:\s+["'«“]?([^\s"'»”]*(?:[a-z][^\s"'»”]*[\d*#$%&@+]|[\d*#$%&@+][^\s"'»”]*[a-z])[^\s"'»”]*)`), byOwner, ": "},
	{"valor", watchFor("clave"), pattern.Of(`(?i)\bclaves?\s+del?\s+\S+(?:\s+\S+)?\s*:\s+["'«“]?([^\s"'»”]*(?:\d[^\s"'»”]*[*#$%&@+!]|[*#$%&@+!][^\s"'»”]*\d)[^\s"'»”]*)`), byOwner, ": "},
	{"valor", secretWords, pattern.Of(`(?i)<` + secretName + `>([^<\s]{3,})</`), byName, ""},
	{"valor", secretWords, pattern.Of(`(?i)\b(?:name|key)=["']` + secretName + `["']\s+value=["']([^"']{3,})["']`), byName, ""},
	{"valor", watchFor("password", "pwd"), pattern.Of(`(?i)\b(?:password|pwd|user id=[^;]+;\s*password)\s*=\s*([^\s;"'<>{}]{3,})\s*;`), byName, ""},
	{"valor", watchFor("identified by"), pattern.Of(`(?i)\bIDENTIFIED BY\s+["']([^"']{3,})["']`), byPlace, " "},
	{"valor", watchFor("password"), pattern.Of(`(?i)\bPASSWORD\s+'([^']{3,})'`), byName, ""},
}

// may tells whether a text in small letters that has a hint can be of the form.
func (f *secretForm) may(lower string) bool {
	return strings.Contains(lower, f.sign) && (f.by != byName || assigns(lower)) && (f.by != bySentence || strings.Contains(lower, " es") || strings.Contains(lower, " is") || strings.Contains(lower, " ser")) &&
		(f.by != byOwner || strings.Contains(lower, " de"))
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
			x.secretsInAddresses(r)
		}
		s.secretsInData(r)
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
