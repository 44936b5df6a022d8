package check

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/i18n"
	"folio/internal/markdown"
)

// slips are the usual wrong spellings of programs and files, with the right one.
var slips = func() map[string]string {
	all := map[string]string{}
	for right, wrong := range map[string]string{
		"docker":         "doker dokcer dcoker docer dockre docekr dockr dcker docke dockerr",
		"Dockerfile":     "Dokerfile Dockefile Dockerfle Dokcerfile Dockerfie Dockerflie Dockerifle dokerfile Dokerfiles",
		"docker-compose": "doker-compose docker-compsoe docker-compse dokcer-compose docker-composer",
		"Docker":         "Doker Dokcer Dcoker Docer Dockre",
		"systemctl":      "systemclt sytemctl systemtcl systmctl systemctrl sistemctl sysemctl",
		"kubectl":        "kubeclt kubctl kubeclt kubecl kubetcl",
		"nginx":          "ngnix nginix ngix nignx",
		"Nginx":          "Ngnix Nginix Ngix",
		"sudo":           "sudp suod",
		"PostgreSQL":     "PostgresSQL PostgesSQL PostgresQL Postgresq PosgreSQL PostgeSQL",
		"postgres":       "postgress posgres postgrs",
		"Kubernetes":     "Kubernets Kubernettes Kubernetis Kuberentes",
		"Ubuntu":         "Ubunto Ubunut Ubutu",
	} {
		for _, w := range strings.Fields(wrong) {
			all[w] = right
		}
	}
	return all
}()

var (
	slipWords   = watchFor(loweredKeys(slips)...)
	wrongHost   = watchFor("host.docker.internet")
	doubleSlash = watchFor("//")
	colonSlash  = watchFor(":/")
)

func loweredKeys(m map[string]string) []string {
	var list []string
	for w := range m {
		list = append(list, asciiLower(w))
	}
	return list
}

// wordSigns tells the bytes of words: letters, and digits and hyphens inside.
var wordSigns = func() (t [256]uint8) {
	for c := range t {
		switch {
		case isLetter(byte(c)) || c >= 0x80:
			t[c] = 2
		case c == '-' || c >= '0' && c <= '9':
			t[c] = 1
		}
	}
	return t
}()

// wordsIn calls f for each word of a text: letters, digits and hyphens.
func wordsIn(text string, f func(at int, w string)) {
	for i := 0; i < len(text); i++ {
		if wordSigns[text[i]] < 2 {
			continue
		}
		start := i
		for i++; i < len(text) && wordSigns[text[i]] > 0; i++ {
		}
		f(start, text[start:i])
	}
}

// misspelt finds the usual slips in names of programs and in addresses.
func misspelt(x *Section, r *reporter) {
	among := func(words []string, look func(x *Section, b *markdown.Block, r *reporter)) {
		for _, k := range x.with(words) {
			if b := x.passages[k].Block; b.Lang != "markdown" && b.Lang != "diff" {
				look(x, b, r)
			}
		}
	}
	among(slipWords, wrongWords)
	among(wrongHost, func(x *Section, b *markdown.Block, r *reporter) {
		if i := strings.Index(b.Text, wrongHost[0]); i >= 0 {
			r.at(x, b, i, diag.Warning, "CMD-05", wrongHost[0], "host.docker.internal")
		}
	})
	among(doubleSlash, schemes)
	among(colonSlash, oneSlash)
}

// wrongWords finds wrong spellings.
func wrongWords(x *Section, b *markdown.Block, r *reporter) {
	wordsIn(b.Text, func(at int, w string) {
		if right := slips[w]; right != "" && !joined(b.Text, at, at+len(w)) {
			r.at(x, b, at, diag.Warning, "CMD-05", w, right)
		}
	})
}

// oneSlash finds https:/host.
func oneSlash(x *Section, b *markdown.Block, r *reporter) {
	for at := 0; ; {
		i := strings.Index(b.Text[at:], ":/")
		if i < 0 {
			return
		}
		i += at
		at = i + 2
		scheme := ""
		for _, s := range []string{"http", "https"} {
			if from := i - len(s); from >= 0 && b.Text[from:i] == s && (from == 0 || !isLetter(b.Text[from-1])) {
				scheme = s
			}
		}
		host := hostOf(b.Text[at:])
		if scheme != "" && strings.HasPrefix(b.Text[at:], host) && strings.Contains(host, ".") && isLetter(host[0]) {
			r.at(x, b, i-len(scheme), diag.Warning, "CMD-05", b.Text[i-len(scheme):at], scheme+"://")
		}
	}
}

// joined tells whether a stretch is a part of a longer name: /x, x.y, x_y.
func joined(text string, from, to int) bool {
	if from > 0 && strings.IndexByte("/._@$-:", text[from-1]) >= 0 {
		return true
	}
	return to < len(text) && strings.IndexByte("_@", text[to]) >= 0 || to+1 < len(text) && text[to] == '.' && text[to+1] >= 'a' && text[to+1] <= 'z'
}

// schemes finds hppt://, http//, https:/x.
func schemes(x *Section, b *markdown.Block, r *reporter) {
	for at := 0; ; {
		i := strings.Index(b.Text[at:], "//")
		if i < 0 {
			return
		}
		i += at
		at = i + 2
		end := i
		for end > 0 && strings.IndexByte(":;", b.Text[end-1]) >= 0 {
			end--
		}
		start := end
		for start > 0 && end-start < 8 && isLetter(b.Text[start-1]) {
			start--
		}
		scheme, signs := strings.ToLower(b.Text[start:end]), b.Text[end:i]
		if scheme == "" || at == len(b.Text) || start > 0 && strings.IndexByte("/.-_+", b.Text[start-1]) >= 0 || !isLetter(b.Text[at]) && (b.Text[at] < '0' || b.Text[at] > '9') {
			continue
		}
		right := scheme
		if scheme != "http" && scheme != "https" {
			if right = nearScheme(scheme); right == "" {
				continue
			}
		} else if signs == ":" {
			continue
		}
		if right == scheme || signs == ":" || signs == ";" || signs == "" {
			r.at(x, b, start, diag.Warning, "CMD-05", b.Text[start:at], right+"://")
		}
	}
}

func isLetter(c byte) bool { return c|0x20 >= 'a' && c|0x20 <= 'z' }

// nearScheme is the scheme that a wrong one stands for.
func nearScheme(s string) string {
	switch s {
	case "hppt", "htpp", "htp", "htttp", "hhtp", "hpt", "hppts", "htpps", "htps", "hhtps", "htttps", "httsp", "hpps", "htts", "ttps", "hptts", "httpp", "hpttp":
		if strings.HasSuffix(s, "s") || s == "httsp" {
			return "https"
		}
		return "http"
	}
	if len(s) > 3 && s[0] == 'h' && strings.Count(s, "t")+strings.Count(s, "p") > 2 {
		if i18n.OneSlip(s, "https") {
			return "https"
		}
		if i18n.OneSlip(s, "http") {
			return "http"
		}
	}
	return ""
}
