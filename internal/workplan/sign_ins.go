package workplan

import (
	"strings"
	"time"
)

// SignIn is one browser in which a user is signed in. Of its secret, which the browser's cookie holds, only a hash is kept. Number counts the
// sign-ins of the user; Way is how the person proved who they are, and ConfirmedAt when they did so last. SeenAt is kept to the minute.
type SignIn struct {
	ID          int64
	Username    string
	Number      int
	SecretHash  string
	Way         SignInWay
	Browser     string
	Address     string
	CreatedAt   time.Time
	SeenAt      time.Time
	ConfirmedAt time.Time
	EndsAt      time.Time
	EndedAt     *time.Time
}

// SignInWay is how a person proved who they are.
type SignInWay string

// The ways to sign in.
const (
	ByPassword SignInWay = "password"
	ByLink     SignInWay = "link"
	ByProvider SignInWay = "single_sign_on"
)

// The life of a sign-in: it ends after SignInIdle without a request, and SignInLife after it began whatever happens. What is done to access itself
// wants a proof that is younger than ConfirmWithin.
const (
	SignInIdle    = 30 * time.Minute
	SignInLife    = 12 * time.Hour
	ConfirmWithin = 15 * time.Minute
)

// Live says whether the sign-in holds at a moment.
func (s SignIn) Live(at time.Time) bool {
	return s.EndedAt == nil && at.Before(s.EndsAt) && at.Before(s.SeenAt.Add(SignInIdle))
}

// Confirmed says whether the person has proved lately who they are.
func (s SignIn) Confirmed(at time.Time) bool { return at.Before(s.ConfirmedAt.Add(ConfirmWithin)) }

// Password is what is kept of a user's password: a slow, salted hash that names its own parameters.
type Password struct {
	ID        int64
	Username  string
	Hash      string
	ChangedAt time.Time
}

// LinkKind says what a one-time link is for.
type LinkKind string

// A set-up link makes the first admin of a fresh database; an invitation lets a new user choose a password; a reset lets a user choose a new one.
const (
	LinkSetUp      LinkKind = "set_up"
	LinkInvitation LinkKind = "invitation"
	LinkReset      LinkKind = "reset"
)

// How long a link can be used.
const (
	SetUpLife      = 24 * time.Hour
	InvitationLife = 7 * 24 * time.Hour
	ResetLife      = time.Hour
)

// SignInLink is a link that can be used once. Of its secret only a hash is kept. Username is empty in a set-up link, which is for nobody yet.
type SignInLink struct {
	ID         int64
	Kind       LinkKind
	Username   string
	SecretHash string
	MadeBy     string
	CreatedAt  time.Time
	ExpiresAt  time.Time
	UsedAt     *time.Time
}

// Usable says whether the link still opens anything.
func (l SignInLink) Usable(at time.Time) bool { return l.UsedAt == nil && at.Before(l.ExpiresAt) }

// ProviderIdentity is a user's identity at a provider of single sign-on: the provider's own name and its lasting name for the person. An e-mail address
// is no identity: it can be given to another.
type ProviderIdentity struct {
	ID       int64
	Issuer   string
	Subject  string
	Username string
	LinkedAt time.Time
}

// SignInFailure is one attempt to sign in that was counted against an account or an address: Subject names it.
type SignInFailure struct {
	ID      int64
	Subject string
	At      time.Time
}

// The most failed attempts that are judged for one account, and from one address, in a minute and in an hour.
const (
	MaxFailuresMinute = 5
	MaxFailuresHour   = 20
)

// FormDraft is what a person has typed into a form and not sent yet. Place is the address of the form. It is the person's own: nobody else is ever
// shown it, it counts nowhere, and it is dropped once the form is sent.
type FormDraft struct {
	ID       int64
	Username string
	Place    string
	Content  string
	SavedAt  time.Time
}

// ConfirmPlace begins the place of a form that is kept only while its author proves at the provider who they are.
const ConfirmPlace = "confirm."

// Confirms says whether the draft is kept only on the way to the provider and back: it is none of those that the person has begun and not sent.
func (d FormDraft) Confirms() bool { return strings.HasPrefix(d.Place, ConfirmPlace) }

// DraftLife is how long a draft is kept after it was last saved.
const DraftLife = 30 * 24 * time.Hour

// The lengths of a password, in characters. There are no other rules about what it is made of.
const (
	MinPassword = 15
	MaxPassword = 256
)

// BrowserName is what a person recognises of the long text by which browsers name themselves: the browser and the system.
func BrowserName(agent string) string {
	browser, system := "A browser", ""
	for _, b := range []struct{ mark, name string }{{"Edg/", "Edge"}, {"OPR/", "Opera"}, {"SamsungBrowser/", "Samsung Internet"}, {"Firefox/", "Firefox"},
		{"FxiOS/", "Firefox"}, {"CriOS/", "Chrome"}, {"Chrome/", "Chrome"}, {"Safari/", "Safari"}} {
		if strings.Contains(agent, b.mark) {
			browser = b.name
			break
		}
	}
	for _, s := range []struct{ mark, name string }{{"Android", "Android"}, {"iPhone", "iPhone"}, {"iPad", "iPad"}, {"Windows", "Windows"}, {"Mac OS X", "Mac"},
		{"CrOS", "ChromeOS"}, {"Linux", "Linux"}} {
		if strings.Contains(agent, s.mark) {
			system = s.name
			break
		}
	}
	if system == "" {
		return browser
	}
	return browser + " on " + system
}
