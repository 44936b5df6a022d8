package main

import (
	"context"
	"errors"

	"folio/internal/publish"
)

func (a *app) server(name, url string, o targetOptions) *target {
	return &target{name, url, func(context.Context) (publish.Target, error) { return nil, errors.ErrUnsupported }}
}
