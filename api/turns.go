package api

import (
	"context"
	"time"
)

// turns lets a few do something large at a time; others wait for their turn as long as is said, and are then told why they were not begun.
type turns struct {
	places chan struct{}
	wait   time.Duration
	busy   string
}

func newTurns(atOnce int, wait time.Duration, busy string) turns {
	return turns{make(chan struct{}, atOnce), wait, busy}
}

// take does it in its turn.
func (t turns) take(ctx context.Context, do func() error) error {
	patience := time.NewTimer(t.wait)
	defer patience.Stop()
	select {
	case t.places <- struct{}{}:
		defer func() { <-t.places }()
		return do()
	case <-patience.C:
		return edge("unavailable", t.busy)
	case <-ctx.Done():
		return ctx.Err()
	}
}
