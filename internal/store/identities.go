package store

import (
	"errors"
	"slices"
	"time"

	"fwptracker/internal/workplan"
)

// Identity is what the database knows on a day of who asks: the user, the token where one is used, the roles in force, and the answer
// stored under an idempotency key where one was asked for.
type Identity struct {
	User   workplan.User
	Token  workplan.APIToken
	Grants []workplan.Grant
	Replay *IdempotencyKey
}

// identityRow is one role of the user, and one standing of its member, in the one statement that reads an identity.
type identityRow struct {
	Username     string
	Name         string
	Email        string
	DisabledAt   *time.Time
	TokenID      *string
	SecretHash   *string
	Scopes       workplan.List
	ExpiresAt    *time.Time
	LastUsedAt   *time.Time
	RevokedAt    *time.Time
	Role         *workplan.Role
	Body         *string
	Member       *string
	Agency       *string
	StandingIn   *string
	Standing     *workplan.MembershipRole
	KeyRequest   *string
	KeyRights    *string
	KeyStatus    *int
	KeyLocation  *string
	KeyEtag      *string
	KeyAnswer    *string
	KeyCreatedAt *time.Time
}

const identitySQL = `SELECT u.username, u.name, u.email, u.disabled_at, t.token_id, t.secret_hash, t.scopes, t.expires_at, t.last_used_at, t.revoked_at,
	b.role, b.body, b.member, b.agency, m.body AS standing_in, m.role AS standing,
	k.request AS key_request, k.rights AS key_rights, k.status AS key_status, k.location AS key_location, k.etag AS key_etag, k.answer AS key_answer, k.created_at AS key_created_at
FROM users u
LEFT JOIN api_tokens t ON t.username = u.username AND t.token_id = ?
LEFT JOIN role_bindings b ON b.username = u.username AND b.from_date <= ? AND (b.to_date = '' OR b.to_date >= ?) AND b.ended_at IS NULL
LEFT JOIN memberships m ON m.member = b.member AND b.role = 'focal_point' AND m.first_day <= ? AND (m.last_day = '' OR m.last_day >= ?)
LEFT JOIN idempotency_keys k ON k.username = u.username AND k.key = ?
WHERE `

// IdentityByToken reads the owner of a token, with the roles in force on a day; ErrNone where there is no such token.
func (tx *Tx) IdentityByToken(tokenID string, on workplan.Date) (Identity, error) {
	return tx.identity(identitySQL+"u.username = (SELECT username FROM api_tokens WHERE token_id = ?)", tokenID, on, "", tokenID)
}

// IdentityOf reads a user, the named token of theirs, the roles in force on a day, and the answer stored under an idempotency key.
func (tx *Tx) IdentityOf(username, tokenID string, on workplan.Date, key string) (Identity, error) {
	return tx.identity(identitySQL+"u.username = ?", tokenID, on, key, username)
}

func (tx *Tx) identity(query, tokenID string, on workplan.Date, key, who string) (Identity, error) {
	rows, err := all[identityRow](tx.db.Raw(query, tokenID, on, on, on, on, key, who))
	if err != nil {
		return Identity{}, err
	}
	if len(rows) == 0 {
		return Identity{}, ErrNone
	}
	first := rows[0]
	id := Identity{User: workplan.User{Username: first.Username, Name: first.Name, Email: first.Email, DisabledAt: first.DisabledAt}}
	if first.TokenID != nil {
		id.Token = workplan.APIToken{TokenID: *first.TokenID, Username: first.Username, SecretHash: *first.SecretHash, Scopes: first.Scopes,
			ExpiresAt: *first.ExpiresAt, LastUsedAt: first.LastUsedAt, RevokedAt: first.RevokedAt}
	}
	if first.KeyRequest != nil {
		id.Replay = &IdempotencyKey{Username: first.Username, Key: key, Request: *first.KeyRequest, Rights: *first.KeyRights, Status: *first.KeyStatus,
			Location: *first.KeyLocation, Etag: *first.KeyEtag, Answer: *first.KeyAnswer, CreatedAt: *first.KeyCreatedAt}
	}
	id.Grants = grants(rows)
	return id, nil
}

// standings ranks them: where a member has several in a body at once, the highest counts.
var standings = []workplan.MembershipRole{workplan.MembershipGuest, workplan.MembershipObserver, workplan.MembershipMember, workplan.MembershipCoChair}

// grants gathers the rows of one role into a grant with the standings of its member.
func grants(rows []identityRow) []workplan.Grant {
	var list []workplan.Grant
	for _, r := range rows {
		if r.Role == nil {
			continue
		}
		n := slices.IndexFunc(list, func(g workplan.Grant) bool { return g.Role == *r.Role && g.Body == *r.Body && g.Member == *r.Member })
		if n < 0 {
			n = len(list)
			list = append(list, workplan.Grant{Role: *r.Role, Body: *r.Body, Member: *r.Member, Agency: *r.Agency, Standing: map[string]workplan.MembershipRole{}})
		}
		if r.StandingIn != nil && slices.Index(standings, *r.Standing) > slices.Index(standings, list[n].Standing[*r.StandingIn]) {
			list[n].Standing[*r.StandingIn] = *r.Standing
		}
	}
	return list
}

// ErrEnded: the user is disabled, or the token revoked, expired or unknown.
var ErrEnded = errors.New("the token or user has ended")

// Actor is the identity as one who acts at a moment; ErrEnded where it no longer may. A token's scopes bound the actor's rights.
func (id Identity) Actor(at time.Time, withToken bool) (workplan.Actor, error) {
	if id.User.DisabledAt != nil || withToken && !id.Token.Usable(at) {
		return workplan.Actor{}, ErrEnded
	}
	a := workplan.Actor{Username: id.User.Username, Name: id.User.Name, Grants: id.Grants}
	if withToken {
		a.Token, a.TokenExpiresAt = id.Token.TokenID, id.Token.ExpiresAt
		for _, s := range id.Token.Scopes {
			a.Scopes = append(a.Scopes, workplan.Scope(s))
		}
	}
	return a, nil
}
