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
		{cheapHash, "seven gréen lanterns", true}, // made with other parameters, which it names itself
		{cheapHash, "seven green lanterns", false},
	} {
		if got, err := p.Matches(t.Context(), c.hash, c.password); err != nil || got != c.want {
			t.Errorf("%q against %q: %v, %v", c.password, c.hash, got, err)
		}
	}
}

// cheapHash is of "seven gréen lanterns" with 8 KiB, three passes and a key of 24 bytes.
const cheapHash = "$argon2id$v=19$m=8,t=3,p=1$c2FsdHNhbHQ$FuE5YboFL3FgsFwu2cl6tDHz5R9WQKeH"

// TestABrokenHashIsAnError: it neither matches anything, nor stops the program, nor takes all its memory.
func TestABrokenHashIsAnError(t *testing.T) {
	t.Parallel()
	p := auth.NewPasswords()
	const salt, key = "c2FsdHNhbHQ", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	whole := "$argon2id$v=19$m=8,t=1,p=1$" + salt + "$" + key
	if ok, err := p.Matches(t.Context(), whole, "x"); ok || err != nil {
		t.Fatalf("%s is whole: %v, %v", whole, ok, err)
	}
	for _, broken := range []string{"x", "$", "$argon2id$v=19$m=8,t=1,p=1$" + salt,
		strings.Replace(whole, "$argon2id", "x$argon2id", 1), strings.Replace(whole, "argon2id", "bcrypt", 1), whole + "$",
		strings.Replace(whole, "v=19", "v=18", 1), strings.Replace(whole, "m=8,", "", 1), strings.Replace(whole, "p=1", "p=1 ", 1),
		strings.Replace(whole, "m=8", "m=0", 1), strings.Replace(whole, "m=8", "m=-8", 1), strings.Replace(whole, "m=8", "m=4294967295", 1),
		strings.Replace(whole, "t=1", "t=0", 1), strings.Replace(whole, "t=1", "t=4294967295", 1),
		strings.Replace(whole, "p=1", "p=0", 1), strings.Replace(whole, "p=1", "p=256", 1),
		strings.Replace(whole, salt, "", 1), strings.Replace(whole, salt, "c2Fsd", 1), strings.Replace(whole, salt, "!", 1),
		strings.Replace(whole, key, "", 1), strings.Replace(whole, key, "AAAA", 1), strings.Replace(whole, key, "!", 1),
	} {
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
