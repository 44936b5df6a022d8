package check

import (
	"bytes"
	"slices"
	"strings"

	"folio/internal/diag"
	"folio/internal/markdown"
	"folio/internal/pattern"
)

// shellUse is a variable in an order or a file, unless it says what it is when
// nothing sets it; shellGive is where one gets its value.
var (
	shellUse  = pattern.Of(`(?:^|[^\\$])\$(?:([A-Z][A-Z0-9_]{2,})|\{([A-Z][A-Z0-9_]{2,})(?::?\?[^}\n]{0,80})?\})`)
	shellGive = pattern.Of(`(?m)(?:^|[\s;&|("'\[,-]|[^$]\{)(?:export\s+|ENV\s+|ARG\s+|set\s+|read\s+(?:-\w+\s+)*|for\s+|-e\s+|--env\s+|--env=|--build-arg\s+|-Name\s+)?([A-Z][A-Z0-9_]{2,})(?:["']?\s*[=:]|\s+in\b|\s*$|\s)`)
	useWords  = watchFor("${", "{{")
)

// ambient are variables that a shell or a program sets itself.
var ambient = set(`HOME USER USERNAME PATH PWD OLDPWD SHELL HOSTNAME LOGNAME LANG LC_ALL TERM EDITOR TMPDIR UID EUID PPID RANDOM SECONDS IFS
JAVA_HOME CATALINA_HOME CATALINA_BASE JBOSS_HOME ORACLE_HOME PYTHONPATH NODE_ENV VERSION_CODENAME VERSION_ID UBUNTU_CODENAME DEBIAN_FRONTEND
APACHE_LOG_DIR APACHE_RUN_DIR APACHE_RUN_USER APACHE_RUN_GROUP BASH_SOURCE PIPESTATUS SUDO_USER DISPLAY XDG_CONFIG_HOME XDG_RUNTIME_DIR
COLUMNS LINES MAINPID HOSTTYPE OSTYPE MACHTYPE NAME ARG ARGS DATE`)

// ofForge tells whether the server that runs a pipeline sets a variable.
func ofForge(name string) bool {
	for _, prefix := range [...]string{"CI_", "GITHUB_", "GITLAB_", "GITEA_", "FORGEJO_", "RUNNER_", "BITBUCKET_", "JENKINS_", "BUILD_"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

// declaredVariables: what orders and files take from a variable, the manual says:
// in manual.yaml, in a table or where it is set.
func declaredVariables(s *Subject, _ Part, say sayer) {
	told := map[string]bool{}
	use := func(x *Section, b *markdown.Block, at int, name string) {
		if told[name] || ambient[name] || ofForge(name) {
			return
		}
		if told[name] = true; !s.explains(name) {
			say.at(x, b, at, name)
		}
	}
	for _, x := range s.Pages {
		for _, b := range x.Outline.All {
			if b.Kind != markdown.CodeBlock || strings.IndexByte(b.Text, '$') < 0 || b.Lang == "powershell" || b.Lang == "perl" || b.Lang == "php" {
				continue
			}
			for _, m := range shellUse.FindAllStringSubmatchIndex(b.Text, -1) {
				for _, g := range [2]int{2, 4} {
					if m[g] >= 0 {
						use(x, b, m[g], b.Text[m[g]:m[g+1]])
					}
				}
			}
		}
		for _, i := range x.with(useWords[1:]) {
			b := x.passages[i].Block
			for _, m := range variableForm.FindAllStringIndex(b.Text, -1) {
				use(x, b, m[0], b.Text[m[0]+2:m[1]-2])
			}
		}
	}
}

// explains tells whether the manual says something of a variable: in its data, in
// words or in a table, or where it is given a value.
func (s *Subject) explains(name string) bool {
	for _, v := range s.Config.Variables {
		if v.Name == name {
			return true
		}
	}
	for _, e := range s.Config.Environments {
		for _, v := range e.Variables {
			if v.Name == name {
				return true
			}
		}
	}
	return slices.ContainsFunc(s.Pages, func(x *Section) bool {
		return strings.Contains(x.Outline.Text(), name) && slices.ContainsFunc(x.Outline.All, func(b *markdown.Block) bool { return tellsOf(b, name) })
	})
}

// tellsOf tells whether a block names a variable, or in code gives it a value.
func tellsOf(b *markdown.Block, name string) bool {
	switch b.Kind {
	case markdown.CodeBlock, markdown.CellBlock, markdown.ParagraphBlock, markdown.TermBlock, markdown.HeadingBlock:
	default:
		return false
	}
	for at := 0; ; {
		i := strings.Index(b.Text[at:], name)
		if i < 0 {
			return false
		}
		from, to := at+i, at+i+len(name)
		at = to
		if b.Kind != markdown.CodeBlock {
			if (from == 0 || !inVariable(b.Text[from-1])) && (to == len(b.Text) || !inVariable(b.Text[to])) {
				return true
			}
			continue
		}
		line := b.Text[strings.LastIndexByte(b.Text[:from], '\n')+1:]
		if end := strings.IndexByte(line, '\n'); end >= 0 {
			line = line[:end]
		}
		for _, m := range shellGive.FindAllStringSubmatch(line, -1) {
			if m[1] == name {
				return true
			}
		}
	}
}

// inVariable tells the bytes that make a name another one, or a use of it.
func inVariable(c byte) bool {
	return c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '$' || c == '{'
}

// usedVariables: what manual.yaml declares, some page uses or explains, or its own data.
func usedVariables(s *Subject, _ Part, say sayer) {
	said := func(name string) bool {
		return s.Used != nil && s.Used(name) || slices.ContainsFunc(s.Pages, func(x *Section) bool {
			return strings.Contains(x.Page.Title, name) ||
				slices.ContainsFunc(x.Outline.Files, func(f markdown.File) bool { return bytes.Contains(f.Text, []byte(name)) })
		})
	}
	told := map[string]bool{}
	look := func(name string, pos diag.Pos) {
		if !told[name] {
			if told[name] = true; !said(name) {
				say(pos, "", name)
			}
		}
	}
	for _, v := range s.Config.Variables {
		look(v.Name, v.Pos)
	}
	for _, e := range s.Config.Environments {
		for _, v := range e.Variables {
			look(v.Name, v.Pos)
		}
	}
}
