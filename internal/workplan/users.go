package workplan

import (
	"net/mail"
	"slices"
	"time"
)

// User is a person who signs in. What a person may do hangs on role bindings alone; DisabledAt ends all of it at once.
type User struct {
	ID         int64
	Username   string
	Name       string
	Email      string
	DisabledAt *time.Time
	// TimeZone is an IANA name such as Asia/Jakarta, "" for the service's own: mails come in the person's morning. DigestOff keeps digests away.
	TimeZone  string
	DigestOff bool
	Version   int64
	CreatedAt time.Time
	UpdatedAt time.Time
}

// NewUser is a person to be given access, with what they are to be.
type NewUser struct {
	Username string
	Name     string
	Email    string
	TimeZone string
	Bindings []NewBinding
}

// reservedNames stand in the audit for those who have no user.
var reservedNames = []string{"operator", "anonymous", SystemChain}

// Faults lists the broken rules of a new user.
func (u NewUser) Faults() Faults {
	var f Faults
	if !userForm.MatchString(u.Username) || len(u.Username) > maxCode {
		f.Add("/username", "bad_username", "must be lower-case letters and digits joined by single points, hyphens or underscores, such as maria.santos")
	}
	if slices.Contains(reservedNames, u.Username) {
		f.Add("/username", "reserved", "%q is a name that the audit uses itself", u.Username)
	}
	f.reserved("/username", u.Username)
	f.person(u.Name, u.Email)
	f.zone("/time_zone", u.TimeZone)
	for i, b := range u.Bindings {
		for _, fault := range b.Faults() {
			fault.Pointer = "/bindings/" + itoa(i) + fault.Pointer
			f = append(f, fault)
		}
	}
	return f
}

// Faults lists the broken rules of a user's name, e-mail address and time zone.
func (u User) Faults() Faults {
	var f Faults
	f.person(u.Name, u.Email)
	f.zone("/time_zone", u.TimeZone)
	return f
}

func (f *Faults) person(name, email string) {
	f.name("/name", name, true)
	if a, err := mail.ParseAddress(email); err != nil || a.Address != email || len(email) > 254 {
		f.Add("/email", "bad_email", "must be an e-mail address such as maria.santos@example.org")
	}
}

// zone checks the name of a time zone. "Local" is the machine's own, which nobody can know from outside.
func (f *Faults) zone(pointer, name string) {
	if _, err := time.LoadLocation(name); err != nil || name == "Local" {
		f.Add(pointer, "bad_time_zone", "must be the name of a time zone such as Asia/Jakarta, or null for the service's own")
	}
}
