package tracker

import (
	"context"
	"errors"
	"time"

	"fwptracker/internal/store"
	"fwptracker/internal/workplan"
)

// LinkReading is a one-time link that can be used, with the user for whom it is; a set-up link is for nobody yet. Tokens is how many tokens of theirs work.
type LinkReading struct {
	workplan.SignInLink
	User   workplan.User
	Tokens int
}

// OpenSetUp makes a set-up link, by the hash of its secret, in place of earlier ones, as long as there is no user. Who may: the operator.
func (t *Tracker) OpenSetUp(ctx context.Context, secretHash string) (workplan.SignInLink, error) {
	return write(ctx, t, workplan.Actor{Operator: true}, ofSystem, func(c *change) (workplan.SignInLink, error) {
		if err := c.mustBeFresh(); err != nil {
			return workplan.SignInLink{}, err
		}
		if err := c.endLinks(""); err != nil {
			return workplan.SignInLink{}, err
		}
		return c.addLink(workplan.LinkSetUp, "", secretHash, workplan.SetUpLife)
	})
}

// mustBeFresh refuses a set-up once there is a user.
func (c *change) mustBeFresh() error {
	any, err := c.AnyUser()
	if any {
		err = workplan.Clash("already-exists", "The service is set up: there are users. A person who keeps users can invite you, or the operator by \"fwp user invite\".")
	}
	return err
}

func (c *change) addLink(kind workplan.LinkKind, username, secretHash string, life time.Duration) (workplan.SignInLink, error) {
	l := workplan.SignInLink{Kind: kind, Username: username, SecretHash: secretHash, MadeBy: c.actor.Label(), CreatedAt: c.at, ExpiresAt: c.at.Add(life)}
	c.logLink("make sign-in link", l, workplan.AllFields(tellLink(l)))
	return l, c.AddLink(&l)
}

// linkTold is what the audit tells of a one-time link, beside who made it, when, and when it was used or ended.
type linkTold struct {
	Kind      workplan.LinkKind
	Username  string
	ExpiresAt time.Time
	Proof     string
}

func tellLink(l workplan.SignInLink) linkTold {
	return linkTold{l.Kind, l.Username, l.ExpiresAt.UTC(), proofOf("link", l.SecretHash)}
}

// linkObject names a link by the beginning of what the audit tells in place of its secret.
func linkObject(l workplan.SignInLink) string {
	return "sign-in link " + proofOf("link", l.SecretHash)[:16]
}

func (c *change) logLink(action string, l workplan.SignInLink, after workplan.Changes) {
	c.logWayIn(l.Username, action, linkObject(l), nil, after)
}

// endLinks ends the links of a user that nobody has used; those of nobody are set-up links.
func (c *change) endLinks(username string) error {
	unused, err := c.UnusedLinks(username)
	for _, l := range unused {
		if err == nil {
			c.logLink("end sign-in link", l, nil)
			err = c.Tx.UseLink(l.ID, c.at)
		}
	}
	return err
}

// SetUp uses a set-up link: its holder becomes the first user, an admin, with a password given by its hash. Who may: whoever holds the link.
func (t *Tracker) SetUp(ctx context.Context, secretHash string, in workplan.NewUser, passwordHash string) (UserReading, error) {
	in.Bindings = []workplan.NewBinding{{Role: workplan.RoleAdmin}}
	return write(ctx, t, workplan.Actor{Operator: true}, ofSystem, func(c *change) (UserReading, error) {
		l, err := c.usable(secretHash)
		if err == nil && l.Kind != workplan.LinkSetUp {
			err = missingLink()
		}
		if err == nil {
			err = c.mustBeFresh()
		}
		if err != nil {
			return UserReading{}, err
		}
		u, err := c.createUser(in)
		if err != nil {
			return UserReading{}, err
		}
		if err := c.keepPassword(u.Username, passwordHash); err != nil {
			return UserReading{}, err
		}
		return u, c.use(l)
	})
}

// MakeLink makes a one-time link for a user, by the hash of its secret, in place of earlier ones: an invitation for who has no password yet, else a
// reset. Who may: an admin; a secretariat or co-chair where every role of the user in force is one that they could give; for oneself nobody.
func (t *Tracker) MakeLink(ctx context.Context, actor workplan.Actor, username, secretHash string) (workplan.SignInLink, error) {
	return write(ctx, t, actor, ofSystem, func(c *change) (workplan.SignInLink, error) {
		u, err := c.userInReach(username)
		if err == nil {
			err = c.mayGiveAll(u)
		}
		if err == nil && username == c.actor.Username {
			err = workplan.Refused("You may not make a link for yourself. Change your password on your account page, or ask another who keeps users here.")
		}
		if err == nil && u.DisabledAt != nil {
			err = workplan.Clash("already-ended", "%s is disabled. Give them access again first.", username)
		}
		if err != nil {
			return workplan.SignInLink{}, err
		}
		return c.linkFor(u, secretHash)
	})
}

// linkFor makes the link that a user needs now.
func (c *change) linkFor(u UserReading, secretHash string) (workplan.SignInLink, error) {
	kind, life := workplan.LinkReset, workplan.ResetLife
	_, err := c.Tx.Password(u.Username)
	if errors.Is(err, store.ErrNone) {
		kind, life, err = workplan.LinkInvitation, workplan.InvitationLife, nil
	}
	if err == nil {
		err = c.endLinks(u.Username)
	}
	if err != nil {
		return workplan.SignInLink{}, err
	}
	return c.addLink(kind, u.Username, secretHash, life)
}

// UserAccess is how a user comes in: when one of their browsers was seen last, never where SeenAt is zero; whether they have chosen a password; and the
// one-time link that was made for them and can still be used, nil where there is none; and their identities at providers.
type UserAccess struct {
	SeenAt      time.Time
	HasPassword bool
	Link        *workplan.SignInLink
	Identities  []Identity
}

// AccessOf tells how a user comes in. Who may: as for [Tracker.ListUsers], of users whom they may read.
func (t *Tracker) AccessOf(ctx context.Context, actor workplan.Actor, username string) (UserAccess, error) {
	var a UserAccess
	u, err := t.User(ctx, actor, username)
	if err != nil {
		return a, err
	}
	seen, err := t.LastSeen(ctx, actor, []UserReading{u})
	if err != nil {
		return a, err
	}
	a.SeenAt = seen[username]
	tx := t.store.Read(ctx)
	links, err := tx.UnusedLinks(username)
	for _, l := range links {
		if l.Usable(t.Now()) {
			a.Link = &l
		}
	}
	if err != nil {
		return a, err
	}
	if a.Identities, err = identitiesOf(tx, username); err != nil {
		return a, err
	}
	_, err = tx.Password(username)
	if a.HasPassword = err == nil; errors.Is(err, store.ErrNone) {
		err = nil
	}
	return a, err
}

// LastSeen tells, of users that the actor has read, when one of their browsers was seen last, to the minute; who never signed in is left out. Who may: as
// for [Tracker.ListUsers].
func (t *Tracker) LastSeen(ctx context.Context, actor workplan.Actor, users []UserReading) (map[string]time.Time, error) {
	if _, err := keepsUsersOf(actor); err != nil {
		return nil, err
	}
	var names []string
	for _, u := range users {
		if err := inReach(actor, u); err != nil {
			return nil, err
		}
		names = append(names, u.Username)
	}
	latest, err := t.store.Read(ctx).LatestSignIns(names)
	seen := map[string]time.Time{}
	for _, s := range latest {
		seen[s.Username] = s.SeenAt
	}
	return seen, err
}

// Link reads a one-time link by the hash of its secret. Who may: whoever holds the link; one that was used, has expired or never was is not there.
func (t *Tracker) Link(ctx context.Context, secretHash string) (LinkReading, error) {
	tx := t.store.Read(ctx)
	l, err := tx.LinkBySecret(secretHash)
	if errors.Is(err, store.ErrNone) || err == nil && !l.Usable(t.Now()) {
		return LinkReading{}, missingLink()
	}
	if err != nil || l.Username == "" {
		return LinkReading{SignInLink: l}, err
	}
	u, err := tx.User(l.Username)
	if err == nil && u.DisabledAt != nil {
		err = missingLink()
	}
	if err != nil {
		return LinkReading{}, err
	}
	tokens, err := tx.Tokens(l.Username)
	return LinkReading{l, u, len(workingTokens(tokens, t.Now()))}, err
}

// UseLink uses an invitation or reset: its user gets the password, given by its hash, and is signed out everywhere; their tokens end too where revoke says
// so, and work on where not. Who may: whoever holds the link.
func (t *Tracker) UseLink(ctx context.Context, secretHash, passwordHash string, revoke bool) (LinkReading, error) {
	return t.withLink(ctx, secretHash, func(c *change, l LinkReading) error {
		if err := c.keepPassword(l.Username, passwordHash); err != nil {
			return err
		}
		return c.endAccess(l.Username, revoke)
	})
}

// endAccess signs a user out everywhere, and ends their tokens too where it is to.
func (c *change) endAccess(username string, tokens bool) error {
	_, err := c.endSignIns(username, but(0))
	if err == nil && tokens {
		_, err = c.revokeTokens(username)
	}
	return err
}

// withLink does what a link of a user allows, as that user, and marks it as used.
func (t *Tracker) withLink(ctx context.Context, secretHash string, do func(*change, LinkReading) error) (LinkReading, error) {
	l, err := t.Link(ctx, secretHash)
	if err == nil && l.Username == "" {
		err = missingLink()
	}
	if err != nil {
		return l, err
	}
	return write(ctx, t, workplan.Actor{Username: l.Username}, ofSystem, func(c *change) (LinkReading, error) {
		now, err := c.usable(secretHash)
		if err != nil {
			return l, err
		}
		if err := do(c, l); err != nil {
			return l, err
		}
		return l, c.use(now)
	})
}

// usable loads a link that can be used now.
func (c *change) usable(secretHash string) (workplan.SignInLink, error) {
	l, err := c.LinkBySecret(secretHash)
	if errors.Is(err, store.ErrNone) || err == nil && !l.Usable(c.at) {
		err = missingLink()
	}
	return l, err
}

// use marks a link as used; of two who use it at once one is refused.
func (c *change) use(l workplan.SignInLink) error {
	c.logLink("use sign-in link", l, nil)
	err := c.Tx.UseLink(l.ID, c.at)
	if errors.Is(err, store.ErrRaced) {
		return missingLink()
	}
	return err
}

func missingLink() error {
	return &workplan.Error{Kind: workplan.NotFound, Slug: "not-found",
		Detail: workplan.Say("This link has been used, has expired, or was replaced by a newer one. Ask whoever sent it to you for a new one.")}
}
