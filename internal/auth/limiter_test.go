package auth

import (
	"strconv"
	"testing"
	"time"
)

func TestABucketEmptiesAndFills(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
	l := NewLimiter(6, func() time.Time { return now }) // one every ten seconds
	take := func(want Allowance) {
		t.Helper()
		want.Limit = 6
		if looked := l.Look("a"); looked.Allowed != want.Allowed {
			t.Errorf("at %s: looking says %+v", now.Format(time.TimeOnly), looked)
		}
		if got := l.Take("a"); got != want {
			t.Errorf("at %s: %+v, want %+v", now.Format(time.TimeOnly), got, want)
		}
	}
	for left := 5; left >= 0; left-- {
		take(Allowance{Allowed: true, Remaining: left, Reset: 10 * (6 - left)})
	}
	take(Allowance{Reset: 60, Wait: 10})
	now = now.Add(9 * time.Second)
	take(Allowance{Reset: 51, Wait: 1})
	take(Allowance{Reset: 51, Wait: 1}) // a refusal costs nothing
	now = now.Add(time.Second)
	take(Allowance{Allowed: true, Remaining: 0, Reset: 60})
	now = now.Add(time.Hour)
	take(Allowance{Allowed: true, Remaining: 5, Reset: 10})
	if !l.Take("b").Allowed || l.Take("b").Remaining != 4 {
		t.Error("one caller's use counts against another")
	}
	now = now.Add(-time.Hour) // a clock that goes back gives nothing and takes nothing
	take(Allowance{Allowed: true, Remaining: 4, Reset: 20})
}

func TestMemoryIsBounded(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
	l := NewLimiter(60, func() time.Time { return now })
	for n := range maxCallers + 5000 {
		l.Take(strconv.Itoa(n))
		if len(l.callers) > maxCallers {
			t.Fatalf("%d callers are kept", len(l.callers))
		}
	}
	if len(l.callers) != maxCallers {
		t.Errorf("%d callers are kept, want %d", len(l.callers), maxCallers)
	}
	now = now.Add(time.Minute)
	l.Take("after a minute")
	if len(l.callers) != 1 {
		t.Errorf("after a minute %d callers are kept, want the one who came", len(l.callers))
	}
}

// A bucket that is not yet whole is kept: coming back is no way to a new one.
func TestAnUsedBucketIsKept(t *testing.T) {
	t.Parallel()
	now := time.Date(2024, 3, 1, 9, 0, 0, 0, time.UTC)
	l := NewLimiter(2, func() time.Time { return now })
	l.Take("a")
	for range 10 {
		now = now.Add(5 * time.Second)
		l.Take("a")
		l.Take("other")
	}
	l.Take("a")
	if a := l.Take("a"); a.Allowed {
		t.Errorf("%+v", a)
	}
}
