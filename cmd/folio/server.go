package main

import (
	"context"
	"fmt"
	"os"
	"slices"

	"golang.org/x/term"

	"folio/internal/publish"
)

// server is a target that is reached over SFTP. A server that is not known is
// trusted only when that was asked for, and its fingerprint is shown then.
func (a *app) server(name, url string, o targetOptions) *target {
	options := publish.SFTPOptions{URL: url, Getenv: a.Getenv}
	if o.trust {
		options.Trust = func(host, fingerprint string) bool {
			a.say("cli.target.trusted", host, fingerprint)
			return true
		}
	}
	if a.Asks {
		said := map[string][]byte{} // it is asked once, however often the connection is made
		options.Passphrase = func(file string) ([]byte, error) {
			if known, ok := said[file]; ok {
				return slices.Clone(known), nil
			}
			fmt.Fprint(a.Err, a.texts.T("cli.target.passphrase", file)+" ")
			defer fmt.Fprintln(a.Err)
			words, err := term.ReadPassword(int(os.Stdin.Fd()))
			if err == nil {
				said[file] = slices.Clone(words)
			}
			return words, err
		}
	}
	return &target{name, url, "", func(ctx context.Context) (publish.Target, error) { return publish.DialSFTP(ctx, options) }}
}
