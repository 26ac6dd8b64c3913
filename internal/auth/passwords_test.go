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
		"short of fiften":          "", // fifteen characters
		"short of fifte":           "too_short",
		strings.Repeat("ab c", 65): "too_long",
		strings.Repeat("é", 257):   "too_long",
		passphrase(256):            "",
		passphrase(257):            "too_long",
		"passwordpassword1":        "too_common",
		"qwertyuiopasdfgh":         "too_common",
		"iloveyouiloveyou":         "too_common",
		"aaaaaaaaaaaaaaaaaaaa":     "too_common",
		"maria.santos@example.org": "too_common",
		"mariasantosmaria":         "too_common",
		"Maria-Santos-1975":        "too_common",
		"ｐａｓｓｗｏｒｄｐａｓｓｗｏｒｄ１": "too_common", // hashed as the letters it is made of
		"PASSWORDpassword":           "too_common",
		"forward work plan":          "too_common",
		"e\u0301tudier a\u0300 mid":  "too_short", // two of its characters are typed in two strokes
		"maria santos santos 1975":   "too_common",
		"maria-7305518":              "too_short",
		"maria santos 73055":         "too_common",
		"maria santos tulip 730551":  "", // as much again as others do not know
		"$%&/()=?^+~!;:,|":           "", // nobody is told what to make it of
		"seven green lanterns drift": "",
		"tujuh lentera hijau hanyut": "",
		"семь зелёных фонарей":       "",
		"七つの緑の提灯が川を静かに流れて行く":         "",
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

// passphrase is a good password of n characters.
func passphrase(n int) string {
	return strings.Repeat("seven green lanterns drift past 49 sleepy otters; ", 6)[:n]
}

// BenchmarkPasswordFaults tells how long judging takes: of a sentence, and of what is made to take long, both as long as they may be.
func BenchmarkPasswordFaults(b *testing.B) {
	for name, password := range map[string]string{"sentence": passphrase(256), "substitutions": strings.Repeat("4@8({[<369!1|7$5+%20", 12)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				auth.PasswordFaults("/password", password, "Maria Santos", "maria.santos@example.org", "maria.santos")
			}
		})
	}
}
