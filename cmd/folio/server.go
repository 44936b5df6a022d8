package main

import (
	"context"
	"fmt"
	"os"

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
		options.Passphrase = func(file string) ([]byte, error) {
			fmt.Fprint(a.Err, a.texts.T("cli.target.passphrase", file)+" ")
			defer fmt.Fprintln(a.Err)
			return term.ReadPassword(int(os.Stdin.Fd()))
		}
	}
	return &target{name, url, func(ctx context.Context) (publish.Target, error) { return publish.DialSFTP(ctx, options) }}
}
