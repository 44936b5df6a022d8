package check

import (
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
)

// commandsRule: the orders of a manual can be run as they are written.
func commandsRule() Rule {
	return Rule{
		Codes: []diag.Code{"CMD-01", "CMD-02", "CMD-04", "CMD-05", "CMD-10"}, Since: "0.1", Asked: true,
		check: func(s *Subject, r *reporter) {
			for _, x := range s.Pages {
				misspelt(x, r)
				x.eachBlock(func(b *markdown.Block) { checkOrders(x, b, r) })
			}
		},
	}
}

func checkOrders(x *Section, b *markdown.Block, r *reporter) {
	if b.Kind != markdown.CodeBlock {
		mergedDirectives(x, b, r)
		bracketedAddress(x, b, r)
		return
	}
	untaggedImages(x, b, r)
	for _, o := range x.ordersOf(b) {
		noContext(x, b, o, r)
		merged(x, b, o, r)
		unknownOption(x, b, o, r)
		for _, w := range o.words {
			if i := strings.Index(w.text, "<http"); i >= 0 && strings.Contains(w.text[i:], "://") && strings.HasSuffix(w.text, ">") {
				r.at(x, b, w.at, diag.Error, "CMD-04", strings.Trim(w.text[i:], "<>"))
			}
		}
	}
}

// buildValues are the options of docker build after which a value stands.
var buildValues = set(`-t --tag -f --file --build-arg --target --platform --label --network -o --output --secret --ssh
--cache-from --cache-to --progress --iidfile --add-host -m --memory --builder --build-context --isolation --shm-size
--ulimit -c --cpu-shares --cpuset-cpus --annotation --attest --allow --metadata-file --cgroup-parent --call --pull-policy`)

// noContext finds a docker build that does not say which folder to build.
func noContext(x *Section, b *markdown.Block, o order, r *reporter) {
	if t := o.tool(); t != "docker" && t != "podman" {
		return
	}
	args := o.args()
	switch {
	case o.arg(0) == "build":
		args = args[1:]
	case (o.arg(0) == "buildx" || o.arg(0) == "image") && o.arg(1) == "build":
		args = args[2:]
	default:
		return
	}
	var glued *word
	for i := 0; i < len(args); i++ {
		w := &args[i]
		name, value, whole := strings.Cut(w.text, "=")
		switch {
		case w.text == "-" || !strings.HasPrefix(w.text, "-") || strings.ContainsAny(w.text, "…[") || w.text == "--help":
			return // a folder, standard input, or the order is only spoken of
		case !whole && buildValues[name]:
			if i+1 == len(args) {
				return
			}
			i++
			value, whole, w = args[i].text, true, &args[i]
		}
		if whole && (name == "-t" || name == "--tag") && strings.HasSuffix(value, ".") && len(value) > 1 {
			glued = w
		}
	}
	if glued != nil {
		r.at(x, b, glued.end-1, diag.Error, "CMD-01.pegado", strings.TrimSuffix(glued.text, "."))
		return
	}
	r.at(x, b, o.first, diag.Error, "CMD-01")
}

// unknownOption finds what stands where an option should and is none: run -0, a
// dash and quotes of a word processor.
func unknownOption(x *Section, b *markdown.Block, o order, r *reporter) {
	for _, w := range o.args() {
		switch {
		case w.quoted:
		case strings.HasPrefix(w.text, "–") || strings.HasPrefix(w.text, "—"):
			dash := w.text[:len("–")]
			if name := w.text[len(dash):]; name != "" && name[0] < 0x80 {
				r.at(x, b, w.at, diag.Warning, "CMD-05.guion", w.text)
			}
		case strings.HasPrefix(w.text, "“") || strings.HasPrefix(w.text, "‘"):
			r.at(x, b, w.at, diag.Warning, "CMD-05.comillas", w.text)
		case len(w.text) == 2 && w.text[0] == '-' && w.text[1] >= '0' && w.text[1] <= '9' && (o.arg(0) == "run" || o.arg(0) == "build" || o.arg(0) == "exec") && o.tool() == "docker":
			r.at(x, b, w.at, diag.Warning, "CMD-05.opcion", w.text, "docker "+o.arg(0))
		}
	}
}

// subs are what programs do, by the word after their names.
var subs = map[string]map[string]bool{
	"apt":            set("install update upgrade remove purge autoremove full-upgrade"),
	"apt-get":        set("install update upgrade remove purge autoremove dist-upgrade"),
	"dnf":            set("install update upgrade remove"),
	"yum":            set("install update upgrade remove"),
	"docker":         set("run build ps images stop start restart rm rmi pull push exec logs compose volume network image container system login inspect cp tag"),
	"docker-compose": set("up down build ps logs stop start restart pull exec run config"),
	"git":            set("clone pull push checkout switch status add commit fetch init"),
	"npm":            set("install i init ci start run test"),
	"pip":            set("install"),
	"pip3":           set("install"),
	"yarn":           set("install add build start"),
	"composer":       set("install update require"),
	"dotnet":         set("build run publish restore"),
	"kubectl":        set("apply get describe delete logs exec rollout"),
	"helm":           set("install upgrade uninstall repo"),
	"terraform":      set("init plan apply destroy"),
	"systemctl":      set("start stop restart reload status enable disable daemon-reload"),
	"a2enmod":        set("ssl rewrite proxy headers"),
	"ufw":            set("allow deny enable disable status"),
}

// hands are programs that hand the words after theirs to another one, or that
// only speak of it.
var hands = set(`alias apropos docker docker-compose echo find grep gpasswd kubectl man parallel podman printf ssh su timeout type usermod adduser
watch which whereis xargs zgrep apropos info tldr bash sh setsid nice ionice chroot strace`)

// switches are options after which no value stands.
var switches = set("-y --yes -q --quiet -d --detach -g --global -D --save-dev --no-cache --version --now")

// merged finds two orders on a line with nothing between them.
func merged(x *Section, b *markdown.Block, o order, r *reporter) {
	tool := o.tool()
	for i, w := range o.words {
		if i == 0 || w.quoted || i+1 >= len(o.words) {
			continue
		}
		next := o.words[i+1].text
		second := w.text == "sudo" && !hands[tool] && (isTool(next) || strings.HasPrefix(next, "-") || strings.HasPrefix(next, "/") || strings.Contains(next, "-"))
		if second && subs[tool]["install"] && o.has("install") {
			// A package may be called sudo; then its neighbours are packages too.
			second = i+2 < len(o.words) && isVerb(next, o.words[i+2].text)
		}
		again := i > 1 && w.text == tool && subs[tool][next] && (!strings.HasPrefix(o.words[i-1].text, "-") || switches[o.words[i-1].text])
		if second || again {
			r.at(x, b, w.at, diag.Error, "CMD-02", w.text+" "+next)
			return
		}
	}
}

// isVerb tells whether a word after a program is what it is to do.
func isVerb(tool, w string) bool {
	return subs[tool][w] || (strings.HasPrefix(w, "-") || strings.HasPrefix(w, "/")) && !switches[w]
}

// directives of Apache of which each has its own line.
var directives = []string{" AuthName ", " AuthUserFile ", " AuthType ", " Require valid-user", " SSLCertificateFile ", " SSLCertificateKeyFile ", " ProxyPassReverse "}

// mergedDirectives finds two directives of a server on a line of a paragraph.
func mergedDirectives(x *Section, b *markdown.Block, r *reporter) {
	if b.Kind != markdown.ParagraphBlock || !strings.Contains(b.Text, "Auth") && !strings.Contains(b.Text, "SSLC") {
		return
	}
	for _, d := range directives {
		i := strings.Index(b.Text, d)
		if i < 0 {
			continue
		}
		pos, line := x.Outline.At(b, i+1)
		for _, first := range directives {
			if strings.HasPrefix(strings.TrimLeft(line, " \t"), first[1:]) && first != d && strings.Contains(line, d) {
				r.add(pos, line, diag.Error, "CMD-02", strings.TrimSpace(d))
				return
			}
		}
	}
}

// bracketedAddress finds <https://…> after an order in the words of a paragraph or
// in a span of code.
func bracketedAddress(x *Section, b *markdown.Block, r *reporter) {
	for _, s := range b.Spans {
		switch s.Kind {
		case markdown.AddressSpan:
			_, line := x.Outline.At(b, s.Start)
			if tool, _, _ := strings.Cut(strings.TrimLeft(line, " \t>"), " "); (tool == "curl" || tool == "wget" || tool == "git") && strings.Contains(line[:min(len(line), near)], "<http") {
				r.at(x, b, s.Start, diag.Error, "CMD-04", b.Text[s.Start:s.End])
			}
		case markdown.CodeSpan:
			code := b.Text[s.Start:s.End]
			i := strings.Index(code, "<http")
			if tool, _, _ := strings.Cut(code, " "); i > 0 && isTool(tool) && strings.Contains(code[i:], "://") {
				r.at(x, b, s.Start+i, diag.Error, "CMD-04", strings.Trim(code[i:], "<>"))
			}
		}
	}
}
