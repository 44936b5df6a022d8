package config

import (
	"net/url"
	"path"
	"strings"

	"folio/internal/diag"
)

// BaseURL reads the address that a site is published at: absolute, http or
// https, without user, query or fragment. It comes back with a final slash.
func BaseURL(s string) (string, bool) {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" ||
		u.User != nil || u.RawQuery != "" || u.ForceQuery || u.Fragment != "" || u.Opaque != "" {
		return "", false
	}
	if !strings.HasSuffix(u.Path, "/") {
		u = u.JoinPath("/")
	}
	return u.String(), true
}

func baseURL(dst *string) kind {
	return kind{webShape, func(r *reader, v value) {
		s, ok := r.scalar(v, "texto", "")
		if !ok {
			return
		}
		if *dst, ok = BaseURL(s); !ok {
			r.add(r.fault, "CFG-06.url", v.node, v.key, s)
		}
	}}
}

// webURL reads the address of a page; it comes back without a final slash.
func webURL(dst *string) kind {
	return kind{webShape, func(r *reader, v value) {
		baseURL(dst).read(r, v)
		*dst = strings.TrimRight(*dst, "/")
	}}
}

// sftpURL reads the address of a folder on an SFTP server. A password in it
// is reported, and not kept.
func sftpURL(dst *string) kind {
	return kind{sftpShape, func(r *reader, v value) {
		s, ok := r.scalar(v, "texto", "")
		if !ok {
			return
		}
		u, err := url.Parse(s)
		if err != nil || u.Scheme != "sftp" || u.Hostname() == "" {
			// What cannot be understood may hold a password: it is not shown.
			r.found.Add(r.fault, "CFG-06.sftp", v.pos, v.key)
			return
		}
		if _, has := u.User.Password(); has {
			r.found.Add(diag.Error, "SEG-01.destino", v.pos)
			u.User = url.User(u.User.Username())
		}
		*dst = u.String()
	}}
}

// localPath reads the path of a file of the site, written with / and from the
// site's root, which it may not leave.
func localPath(dst *string) kind {
	return kind{pathShape, func(r *reader, v value) {
		s, ok := r.scalar(v, "texto", "")
		if !ok || s == "" {
			return
		}
		clean := path.Clean(s)
		if strings.ContainsAny(s, `\:`) || path.IsAbs(s) || clean == ".." || strings.HasPrefix(clean, "../") {
			r.add(r.fault, "CFG-06.ruta", v.node, v.key, s)
			return
		}
		*dst = clean
	}}
}
