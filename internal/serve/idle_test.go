package serve

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"folio/internal/i18n"
	"folio/internal/output"
)

// plain is a Builder of one page.
type plain struct{}

func (plain) Build(context.Context, []string) (Result, error) {
	m := output.NewMemory()
	if err := m.Put("index.html", []byte("<title>x</title>")); err != nil {
		return Result{}, err
	}
	site, err := m.Site()
	return Result{Site: site}, err
}

// TestIdleConnectionsEndAndStreamsDoNot: a connection that nobody uses is
// closed after a while; the events of an open page come as long as it is open.
func TestIdleConnectionsEndAndStreamsDoNot(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	ready, ended := make(chan string, 1), make(chan error, 1)
	const idle = 300 * time.Millisecond
	go func() {
		ended <- Run(ctx, Options{
			Messages: i18n.For(i18n.Spanish), Log: io.Discard, Ready: func(url string) { ready <- url }, idle: idle,
		}, plain{})
	}()
	defer func() {
		cancel()
		must(t, <-ended)
	}()
	host := strings.TrimSuffix(strings.TrimPrefix(<-ready, "http://"), "/")
	ask := func(path string) (net.Conn, *bufio.Reader) {
		c, err := net.Dial("tcp", host)
		must(t, err)
		t.Cleanup(func() { _ = c.Close() })
		must(t, c.SetDeadline(time.Now().Add(20*time.Second)))
		_, err = fmt.Fprintf(c, "GET %s HTTP/1.1\r\nHost: %s\r\n\r\n", path, host)
		must(t, err)
		return c, bufio.NewReader(c)
	}
	_, page := ask("/")
	all, err := io.ReadAll(page) // ends when the server closes
	must(t, err)
	_, token, _ := strings.Cut(string(all), `data-token="`)
	token, _, _ = strings.Cut(token, `"`)
	stream, events := ask("/_folio/events?token=" + token)
	if line, err := events.ReadString('\n'); err != nil || !strings.Contains(line, "200") {
		t.Fatalf("%q %v", line, err)
	}
	must(t, stream.SetDeadline(time.Now().Add(4*idle)))
	_, err = io.Copy(io.Discard, events)
	if e := net.Error(nil); !errors.As(err, &e) || !e.Timeout() {
		t.Errorf("the stream ended: %v", err)
	}
}
