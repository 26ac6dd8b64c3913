package auth_test

import (
	"strings"
	"testing"

	"fwptracker/internal/auth"
	"fwptracker/internal/workplan"
)

func TestAPasswordMatchesItsOwnHashAlone(t *testing.T) {
	t.Parallel()
	p := auth.NewPasswords()
	hash, err := p.Hash(t.Context(), "seven gréen lanterns")
	must(t, err)
	again, err := p.Hash(t.Context(), "seven gréen lanterns")
	must(t, err)
	if hash == again || !strings.HasPrefix(hash, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("two hashes of one password: %s, %s", hash, again)
	}
	for _, c := range []struct {
		hash, password string
		want           bool
	}{
		{hash, "seven gréen lanterns", true},
		{hash, "seven gre\u0301en lanterns", true}, // typed on another keyboard
		{hash, "seven green lanterns", false},
		{hash, "", false},
		{"", "seven gréen lanterns", false},
		{"$argon2id$v=19$m=8,t=1,p=1$c2FsdHNhbHRzYWx0$" + "AAAA", "x", false}, // cheaper parameters of its own, and another key
	} {
		if got, err := p.Matches(t.Context(), c.hash, c.password); err != nil || got != c.want {
			t.Errorf("%q against %q: %v, %v", c.password, c.hash, got, err)
		}
	}
	for _, broken := range []string{"x", "$argon2id$v=19$m=1$x$y", "$bcrypt$v=19$m=8,t=1,p=1$c2FsdA$AAAA", "$argon2id$v=18$m=8,t=1,p=1$c2FsdA$AAAA"} {
		if ok, err := p.Matches(t.Context(), broken, "x"); ok || err == nil {
			t.Errorf("%q is taken for a hash", broken)
		}
	}
}

func TestWhatIsGuessedFirstIsNoPassword(t *testing.T) {
	t.Parallel()
	about := []string{"Maria Santos", "maria.santos@example.org", "maria.santos"}
	for password, code := range map[string]string{
		"short of fiften":            "", // fifteen characters
		"short of fifte":             "too_short",
		strings.Repeat("ab c", 65):   "too_long",
		"passwordpassword1":          "too_common",
		"qwertyuiopasdfgh":           "too_common",
		"iloveyouiloveyou":           "too_common",
		"aaaaaaaaaaaaaaaaaaaa":       "too_common",
		"maria.santos@example.org":   "too_common",
		"mariasantosmaria":           "too_common",
		"seven green lanterns drift": "",
		"tujuh lentera hijau hanyut": "",
	} {
		faults := auth.PasswordFaults("/password", password, about...)
		got := ""
		if len(faults) > 0 {
			got = faults[0].Code
		}
		if got != code || len(faults) > 1 {
			t.Errorf("%q: %q, want %q", password, got, code)
		}
	}
	if workplan.MinPassword != 15 {
		t.Error("the shortest password is not what the pages say")
	}
}
