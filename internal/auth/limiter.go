package auth

import (
	"math"
	"sync"
	"time"

	"golang.org/x/time/rate"
)

// Limiter holds each caller to so many requests a minute. Its counts live in this process: with N instances a caller may make N times as many.
type Limiter struct {
	perMinute int
	now       func() time.Time
	mu        sync.Mutex
	callers   map[string]*caller
	swept     time.Time
}

type caller struct {
	bucket *rate.Limiter
	seen   time.Time
}

// maxCallers bounds the memory that callers can fill; beyond it each new one takes the place of any other, who starts anew.
const maxCallers = 50_000

// NewLimiter allows each caller perMinute requests a minute, and as many at once.
func NewLimiter(perMinute int, now func() time.Time) *Limiter {
	return &Limiter{perMinute: perMinute, now: now, callers: map[string]*caller{}}
}

// Allowance is what is left to a caller after a request: how many more at once, and in how many seconds all are there again. Where the request
// was refused, Wait is the number of whole seconds after which one will be allowed.
type Allowance struct {
	Allowed   bool
	Limit     int
	Remaining int
	Reset     int
	Wait      int
}

// Take counts a request of a caller.
func (l *Limiter) Take(key string) Allowance {
	l.mu.Lock()
	defer l.mu.Unlock()
	now := l.now()
	l.sweep(now)
	c, ok := l.callers[key]
	if !ok {
		makeRoom(l.callers)
		c = &caller{bucket: rate.NewLimiter(rate.Limit(float64(l.perMinute)/60), l.perMinute)}
		l.callers[key] = c
	}
	c.seen = now
	return l.allowance(c.bucket.AllowN(now, 1), c.bucket.TokensAt(now))
}

// Look says what a caller has without counting anything: Allowed is whether a request would be.
func (l *Limiter) Look(key string) Allowance {
	l.mu.Lock()
	defer l.mu.Unlock()
	left := float64(l.perMinute)
	if c, ok := l.callers[key]; ok {
		left = c.bucket.TokensAt(l.now())
	}
	return l.allowance(left >= 1, left)
}

func (l *Limiter) allowance(allowed bool, left float64) Allowance {
	a := Allowance{Allowed: allowed, Limit: l.perMinute}
	perSecond := float64(l.perMinute) / 60
	a.Remaining = max(0, int(left))
	a.Reset = int(math.Ceil((float64(l.perMinute) - left) / perSecond))
	if !a.Allowed {
		a.Wait = max(1, int(math.Ceil((1-left)/perSecond)))
	}
	return a
}

// sweep forgets, once a minute, the callers whose allowance is whole again.
func (l *Limiter) sweep(now time.Time) {
	if now.Sub(l.swept) < time.Minute {
		return
	}
	l.swept = now
	for key, c := range l.callers {
		if now.Sub(c.seen) >= time.Minute {
			delete(l.callers, key)
		}
	}
}

// makeRoom forgets one where there are too many, at a cost that does not depend on how many.
func makeRoom[K comparable, V any](of map[K]V) {
	if len(of) < maxCallers {
		return
	}
	for key := range of {
		delete(of, key)
		return
	}
}
