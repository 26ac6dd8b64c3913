package web

import (
	"context"
	"errors"
	"testing"
)

// TestOneAtATime: whoever comes while another's turn lasts waits for it no longer than their request does.
func TestOneAtATime(t *testing.T) {
	t.Parallel()
	places, nothing := make(turn, 1), func() error { return nil }
	over, end := context.WithCancel(context.Background())
	end()
	err := places.take(context.Background(), func() error { return places.take(over, nothing) })
	if !errors.Is(err, context.Canceled) {
		t.Errorf("during another's turn: %v", err)
	}
	if err := places.take(context.Background(), nothing); err != nil {
		t.Errorf("after another's turn: %v", err)
	}
}
