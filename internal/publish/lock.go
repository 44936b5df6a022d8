package publish

import (
	"bytes"
	"encoding/json"
	"errors"
	"io/fs"
	"time"
)

// Publisher is who publishes.
type Publisher struct {
	User string `json:"user"`
	Host string `json:"host"`
	PID  int    `json:"pid"`
}

// lock is what is in the file that keeps others from publishing.
type lock struct {
	Publisher
	Token string    `json:"token"`
	Since time.Time `json:"since"`
}

// lock takes the target for this publication. The lock of a process of this
// machine that has ended is taken over; any other only when broken says so.
func (p *place) lock(who Publisher, now time.Time, broken bool) (err error) {
	defer func() { p.locked = err == nil }()
	for range 3 {
		data, err := json.Marshal(lock{who, p.token, now.UTC().Truncate(time.Second)})
		if err != nil {
			return err
		}
		err = p.createWhole(lockName, append(data, '\n'))
		if !errors.Is(err, fs.ErrExist) {
			return err
		}
		held, age, err := p.held(now)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			continue // it has just been let go
		case err != nil:
			return err
		case held.Token == p.token:
			return nil // taken before the connection broke
		case !broken && (held.Host != who.Host || held.Host == "" || isAlive(held.PID)):
			return p.fail(ErrLocked, nil, held.User, held.Host, held.Since.Format(time.RFC3339), age.Round(time.Minute).String())
		}
		if err := p.discard(lockName); err != nil {
			return err
		}
	}
	return p.fail(ErrLocked, nil, "", "", now.UTC().Format(time.RFC3339), "0s")
}

// createWhole makes a file that is whole as soon as it is there, where there are
// links.
func (p *place) createWhole(name string, data []byte) error {
	temp := p.temp()
	if err := p.Create(temp, bytes.NewReader(data)); err != nil {
		return errors.Join(err, p.discard(temp))
	}
	err := p.Link(temp, name)
	if errors.Is(err, errors.ErrUnsupported) {
		if err = p.Create(name, bytes.NewReader(data)); err != nil && !errors.Is(err, fs.ErrExist) {
			err = errors.Join(err, p.discard(name)) // a part of it
		}
	}
	return errors.Join(err, p.discard(temp))
}

// held reads the lock. What cannot be read is somebody's all the same.
func (p *place) held(now time.Time) (lock, time.Duration, error) {
	var l lock
	st, err := p.Stat(lockName)
	if err != nil {
		return l, 0, err
	}
	data, err := p.read(lockName)
	if err != nil {
		return l, 0, err
	}
	_ = json.Unmarshal(data, &l)
	if l.Since.IsZero() {
		l.Since = st.Time.UTC()
	}
	return l, now.Sub(l.Since), nil
}

// mine says whether the lock is still this publication's.
func (p *place) mine() error {
	l, _, err := p.held(time.Time{})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	if l.Token != p.token {
		return p.fail(ErrLockLost, nil)
	}
	return nil
}

// unlock lets the target go, unless it is another's by now.
func (p *place) unlock() error {
	if p.mine() != nil {
		return nil
	}
	return p.discard(lockName)
}
