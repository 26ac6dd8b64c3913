package auth_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"strconv"
	"sync"
	"testing"
	"time"

	"fwptracker/internal/auth"
	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

const ritasPassword = "seven green lanterns drift"

// ritasHash is worked out once: it takes long, as it should.
var ritasHash = sync.OnceValue(func() string {
	hash, err := auth.NewPasswords().Hash(context.Background(), ritasPassword)
	if err != nil {
		panic(err)
	}
	return hash
})

// lets gives rita a password.
func (o *office) lets(t *testing.T) *auth.Passwords {
	t.Helper()
	must(t, o.tracker.ChangePassword(t.Context(), workplan.Actor{Username: "rita"}, ritasHash(), 0))
	return auth.NewPasswords()
}

func TestOnlyTheRightPasswordOfALiveUserSignsIn(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		_, err := o.tracker.CreateUser(t.Context(), operator, workplan.NewUser{Username: "bare", Name: "Bare", Email: "bare@example.org"})
		must(t, err)
		p := o.lets(t)
		for n, c := range []struct {
			email, password string
			want            error
		}{
			{"rita@example.org", ritasPassword, nil},
			{" Rita@Example.ORG ", ritasPassword, nil},
			{"rita@example.org", ritasPassword + " ", auth.ErrWrong},
			{"nobody@example.org", ritasPassword, auth.ErrWrong},
			{"bare@example.org", ritasPassword, auth.ErrWrong},
			{"rita", ritasPassword, auth.ErrWrong},
		} {
			who, err := o.CheckPassword(t.Context(), p, c.email, c.password, "192.0.2."+strconv.Itoa(n))
			if !errors.Is(err, c.want) || (err == nil) != (who == "rita") {
				t.Errorf("%q %q: %q, %v; want %v", c.email, c.password, who, err, c.want)
			}
		}
		_, err = o.tracker.EditUser(t.Context(), operator, "rita", nil, func(_ *workplan.User, disabled *bool) error { *disabled = true; return nil })
		must(t, err)
		if who, err := o.CheckPassword(t.Context(), p, "rita@example.org", ritasPassword, "192.0.2.99"); err != auth.ErrWrong || who != "" {
			t.Errorf("a disabled user: %q, %v", who, err)
		}
	})
}

// tries says how one attempt ended: right, wrong, or not judged.
func (o *office) tries(t *testing.T, p *auth.Passwords, email, password, address string) string {
	t.Helper()
	_, err := o.CheckPassword(t.Context(), p, email, password, address)
	var tooOften *auth.TooManyAttempts
	switch {
	case err == nil:
		return "right"
	case errors.As(err, &tooOften):
		return "not judged"
	case err == auth.ErrWrong:
		return "wrong"
	}
	t.Fatal(err)
	return ""
}

func TestGuessingIsSlow(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		p := o.lets(t)
		for _, email := range []string{"rita@example.org", "nobody@example.org"} {
			for n := range workplan.MaxFailuresMinute {
				if got := o.tries(t, p, email, "wrong", "198.51.100."+strconv.Itoa(n)); got != "wrong" {
					t.Fatalf("attempt %d on %s: %s", n+1, email, got)
				}
			}
			if got := o.tries(t, p, email, ritasPassword, "203.0.113.1"); got != "not judged" {
				t.Errorf("after %d wrong passwords of %s the next attempt is %s", workplan.MaxFailuresMinute, email, got)
			}
		}
		o.now = o.now.Add(time.Minute)
		if got := o.tries(t, p, "rita@example.org", ritasPassword, "203.0.113.1"); got != "right" {
			t.Errorf("a minute later: %s", got)
		}
		for n := range workplan.MaxFailuresMinute { // what was counted before the success is forgotten
			if got := o.tries(t, p, "rita@example.org", "wrong", "203.0.113."+strconv.Itoa(10+n)); got != "wrong" {
				t.Fatalf("attempt %d after a success: %s", n+1, got)
			}
		}
		for n := range workplan.MaxFailuresMinute {
			o.tries(t, p, "x"+strconv.Itoa(n)+"@example.org", "wrong", "192.0.2.7")
		}
		if got := o.tries(t, p, "one.more@example.org", "wrong", "192.0.2.7"); got != "not judged" {
			t.Errorf("one address tries account after account: %s", got)
		}
		for judged := workplan.MaxFailuresMinute; judged < workplan.MaxFailuresHour; judged += workplan.MaxFailuresMinute {
			o.now = o.now.Add(time.Minute)
			for n := range workplan.MaxFailuresMinute {
				o.tries(t, p, "rita@example.org", "wrong", "192.0.3."+strconv.Itoa(judged+n))
			}
		}
		o.now = o.now.Add(time.Minute)
		if got := o.tries(t, p, "rita@example.org", ritasPassword, "192.0.4.1"); got != "not judged" {
			t.Errorf("after %d wrong passwords in an hour: %s", workplan.MaxFailuresHour, got)
		}
	})
}

func TestOfManyGuessesAtOnceOnlySoManyAreJudged(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		p := o.lets(t)
		var mu sync.Mutex
		judged := 0
		var all sync.WaitGroup
		for n := range 12 {
			all.Go(func() {
				if got := o.tries(t, p, "rita@example.org", "wrong", "198.51.100."+strconv.Itoa(n)); got == "wrong" {
					mu.Lock()
					judged++
					mu.Unlock()
				}
			})
		}
		all.Wait()
		if judged != workplan.MaxFailuresMinute {
			t.Errorf("%d of 12 attempts at once were judged", judged)
		}
	})
}

func TestABrowserIsSignedInUntilItsEnd(t *testing.T) {
	each(t, func(t *testing.T, o *office) {
		opened := func() (string, workplan.SignIn) {
			secret, hash := auth.NewSecret()
			s, err := o.tracker.SignIn(t.Context(), "rita", tracker.NewSignIn{SecretHash: hash, Way: workplan.ByPassword})
			must(t, err)
			return secret, s
		}
		holds := func(what, secret string, want bool) {
			t.Helper()
			v, err := o.Browser(t.Context(), secret)
			if want && (err != nil || v.Actor.Username != "rita" || !v.Actor.Has(workplan.RoleReader, "wg")) || !want && err != auth.ErrRefused {
				t.Errorf("%s: %+v, %v", what, v.Actor, err)
			}
		}
		idle, _ := opened()
		holds("at once", idle, true)
		holds("another secret", idle+"x", false)
		o.now = o.now.Add(workplan.SignInIdle - time.Second)
		holds("just before it is idle for long", idle, true)
		o.now = o.now.Add(workplan.SignInIdle)
		holds("idle", idle, false)
		used, _ := opened()
		for began := o.now; o.now.Before(began.Add(workplan.SignInLife - 20*time.Minute)); o.now = o.now.Add(20 * time.Minute) {
			holds("in use", used, true)
		}
		holds("in use to the end", used, true)
		o.now = o.now.Add(20 * time.Minute)
		holds("twelve hours after it began", used, false)
		ended, s := opened()
		must(t, o.tracker.EndSignIn(t.Context(), workplan.Actor{Username: "rita", Grants: []workplan.Grant{{Role: workplan.RoleReader, Body: "wg"}}}, s.Number))
		holds("signed out", ended, false)
		last, _ := opened()
		_, err := o.tracker.EditUser(t.Context(), operator, "rita", nil, func(_ *workplan.User, disabled *bool) error { *disabled = true; return nil })
		must(t, err)
		holds("disabled", last, false)
	})
}

func TestOnlyOurOwnPagesChangeAnything(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		public, host, site, origin string
		want                       bool
	}{
		{"", "plans.test", "same-origin", "", true},
		{"", "plans.test", "none", "", true},
		{"", "plans.test", "same-site", "https://other.plans.test", false},
		{"", "plans.test", "cross-site", "https://evil.test", false},
		{"", "plans.test", "", "http://plans.test", true},
		{"", "plans.test", "", "http://evil.test", false},
		{"", "plans.test", "", "null", false},
		{"", "plans.test", "", "", false},
		{"https://plans.test", "inside:8080", "", "https://plans.test", true},
		{"https://plans.test", "inside:8080", "", "https://evil.test", false},
	} {
		r := httptest.NewRequest("POST", "http://"+c.host+"/sign-out", nil)
		for name, value := range map[string]string{"Sec-Fetch-Site": c.site, "Origin": c.origin} {
			if value != "" {
				r.Header.Set(name, value)
			}
		}
		b := auth.NewBrowsers(c.public)
		if got := b.MayChange(r); got != c.want {
			t.Errorf("%+v: %v", c, got)
		}
		r.Method = "GET"
		if !b.MayChange(r) {
			t.Errorf("%+v: may not even read", c)
		}
		if wantSecure := c.public != ""; b.Secure() != wantSecure || (b.Cookie() == "__Host-fwp_session") != wantSecure {
			t.Errorf("%+v: cookie %s", c, b.Cookie())
		}
	}
}

// BenchmarkCheckPassword tells how long a known and an unknown user wait: nobody is to learn from it who has an account.
func BenchmarkCheckPassword(b *testing.B) {
	p := auth.NewPasswords()
	for name, hash := range map[string]string{"known": ritasHash(), "unknown": ""} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				if ok, err := p.Matches(b.Context(), hash, "wrong"); ok || err != nil {
					b.Fatal(ok, err)
				}
			}
		})
	}
}
