package api

import (
	"context"
	"time"

	"github.com/labstack/echo/v4"

	"fwptracker/internal/tracker"
	"fwptracker/internal/workplan"
)

// Digest is the published form of the wish for digests.
type Digest string //@name Digest

// The wishes.
const (
	DigestOn  Digest = "on"
	DigestOff Digest = "off"
)

// User is the published form of a user.
//
//	@Description	A person who signs in, with all their role bindings, past ones too.
type User struct {
	Username  string    `json:"username" validate:"required" example:"maria.santos"`                              // The name by which the user is known, for good
	Name      string    `json:"name" validate:"required" example:"Maria Santos"`                                  // Full name
	Email     string    `json:"email" validate:"required" format:"email" example:"maria.santos@example.org"`      // E-mail address
	TimeZone  *string   `json:"time_zone" validate:"required" extensions:"x-nullable" example:"Asia/Jakarta"`     // In whose morning mails come; null for the service's own
	Digest    Digest    `json:"digest" validate:"required" example:"on"`                                          // Whether digests of what their members owe to reporting rounds come by mail: on or off
	Disabled  bool      `json:"disabled" validate:"required" example:"false"`                                     // Whether the user is kept out
	Bindings  []Binding `json:"bindings" validate:"required"`                                                     // The roles of the user
	CreatedAt time.Time `json:"created_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"` // When it was first recorded (UTC)
	UpdatedAt time.Time `json:"updated_at" validate:"required" format:"date-time" example:"2026-11-23T09:30:00Z"` // When it was last changed (UTC); in a reading of the past, the latest record that counts there
} //@name User

// NewUser asks for a user.
//
//	@Description	A person to be given access, with the roles to begin with.
type NewUser struct {
	Username string       `json:"username" validate:"required" maxLength:"60" example:"maria.santos"`                          // The name by which the user is known, for good
	Name     string       `json:"name" validate:"required" maxLength:"300" example:"Maria Santos"`                             // Full name
	Email    string       `json:"email" validate:"required" format:"email" maxLength:"254" example:"maria.santos@example.org"` // E-mail address
	TimeZone string       `json:"time_zone" maxLength:"60" extensions:"x-nullable" example:"Asia/Jakarta"`                     // In whose morning mails come; the service's own if absent
	Bindings []NewBinding `json:"bindings" maxItems:"50" extensions:"x-nullable"`                                              // The roles of the user
} //@name NewUser

// UserPatch changes a user.
//
//	@Description	What is to change in a user (JSON merge patch): what is absent stays. A disabled user is refused from the next request on.
type UserPatch struct {
	Name     string `json:"name" maxLength:"300" example:"Maria Santos"`                             // Full name
	Email    string `json:"email" format:"email" maxLength:"254" example:"maria.santos@example.org"` // E-mail address
	Disabled bool   `json:"disabled" example:"false"`                                                // Whether the user is kept out
	MePatch
} //@name UserPatch

// MePatch changes yourself.
//
//	@Description	What is to change in your own user (JSON merge patch): what is absent stays, null clears. Your name, address and roles are kept by others.
type MePatch struct {
	TimeZone string `json:"time_zone" maxLength:"60" extensions:"x-nullable" example:"Asia/Jakarta"` // In whose morning mails come; null for the service's own
	Digest   Digest `json:"digest" example:"off"`                                                    // Whether digests come by mail: on or off. The lists for the secretariat come in any case
} //@name MePatch

func userDTO(u tracker.UserReading) User {
	return User{Username: u.Username, Name: u.Name, Email: u.Email, TimeZone: orNull(u.TimeZone), Digest: mePatch(u.User).Digest, Disabled: u.DisabledAt != nil, Bindings: each(u.Bindings, bindingDTO),
		CreatedAt: u.CreatedAt.UTC(), UpdatedAt: u.UpdatedAt.UTC()}
}

func userResource(u tracker.UserReading) resource {
	return resource{Base + "/users/" + u.Username, u.Version, userDTO(u)}
}

func mePatch(u workplan.User) MePatch {
	if u.DigestOff {
		return MePatch{u.TimeZone, DigestOff}
	}
	return MePatch{u.TimeZone, DigestOn}
}

// into sets what the patch says of a user.
func (d MePatch) into(u *workplan.User) error {
	u.TimeZone, u.DigestOff = d.TimeZone, d.Digest == DigestOff
	if d.Digest == DigestOn || d.Digest == DigestOff {
		return nil
	}
	return workplan.Faults{{Pointer: "/digest", Code: "not_allowed", Message: workplan.Say("must be one of on, off")}}.Err()
}

func (d NewUser) input() workplan.NewUser {
	return workplan.NewUser{Username: d.Username, Name: d.Name, Email: d.Email, TimeZone: d.TimeZone, Bindings: each(d.Bindings, NewBinding.input)}
}

// Faults lists the rules that the domain finds broken.
func (d NewUser) Faults() workplan.Faults { return d.input().Faults() }

// getMe answers who asks.
//
//	@ID				getMe
//	@Summary		Read yourself
//	@Description	Who you are here, with your role bindings.
//	@Tags			me
//	@Success		200							{object}	User
//	@Success		304							"Not modified"
//	@Failure		400,401,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/me [get]
func (a *API) getMe(c echo.Context, actor workplan.Actor) error {
	return read(c, parseQuery(c), func(ctx context.Context) (tracker.UserReading, error) {
		return a.Tracker.Me(ctx, actor)
	}, userResource)
}

// editMe changes the asker's own user.
//
//	@ID				editMe
//	@Summary		Edit yourself
//	@Description	Your time zone, and whether digests of what your members owe come by mail. The rest of your user is kept by those who keep users.
//	@Tags			me
//	@Accept			json,application/merge-patch+json
//	@Param			If-Match										header		string	true	"ETag of your user as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch											body		MePatch	true	"What is to change"
//	@Success		200												{object}	User
//	@Failure		400,401,403,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/me [patch]
func (a *API) editMe(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[MePatch], known []int64) (tracker.UserReading, error) {
		return a.Tracker.EditMe(ctx, actor, known, func(u *workplan.User) error {
			dto := mePatch(*u)
			if err := p.apply(&dto); err != nil {
				return err
			}
			return dto.into(u)
		})
	}, userResource)
}

// listUsers answers users.
//
//	@ID				listUsers
//	@Summary		List users
//	@Description	For an admin, all users; for a secretariat or co-chair, those with a role in their bodies.
//	@Tags			users
//	@Param			q							query		string		false	"Words in the name or address"	maxLength(200)
//	@Param			list						query		pageQuery	false	"Page"
//	@Success		200							{object}	Page[User]
//	@Success		304							"Not modified"
//	@Failure		400,401,403,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users [get]
func (a *API) listUsers(c echo.Context, actor workplan.Actor) error {
	q := parseListQuery(c, "q")
	text, page := q.text("q"), q.page(workplan.UserSorts)
	return list(c, q, func(ctx context.Context) (workplan.Listing[tracker.UserReading], error) {
		return a.Tracker.ListUsers(ctx, actor, workplan.UserFilter{Query: text}, page)
	}, userDTO)
}

// createUser adds a user.
//
//	@ID				createUser
//	@Summary		Create a user
//	@Description	For an admin; for a secretariat or co-chair with at least one role in their own body. A secretariat gives no co-chair roles.
//	@Tags			users
//	@Param			Idempotency-Key							header		string	false	"Makes the request safe to repeat for 24 hours"
//	@Param			user									body		NewUser	true	"The user"
//	@Success		201										{object}	User
//	@Failure		400,401,403,409,413,415,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users [post]
func (a *API) createUser(c echo.Context, actor workplan.Actor) error {
	return create(c, actor, func(ctx context.Context, in NewUser) (tracker.UserReading, error) {
		return a.Tracker.CreateUser(ctx, actor, in.input())
	}, userResource)
}

// getUser answers one user.
//
//	@ID				getUser
//	@Summary		Read a user
//	@Description	For an admin; for a secretariat or co-chair, users with a role in their bodies; for anyone, themselves.
//	@Tags			users
//	@Param			user							path		string	true	"Username"	extensions(x-example=maria.santos)
//	@Success		200								{object}	User
//	@Success		304								"Not modified"
//	@Failure		400,401,403,404,422,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user} [get]
func (a *API) getUser(c echo.Context, actor workplan.Actor) error {
	return read(c, parseQuery(c), func(ctx context.Context) (tracker.UserReading, error) {
		return a.Tracker.User(ctx, actor, c.Param("user"))
	}, userResource)
}

// editUser changes a user.
//
//	@ID				editUser
//	@Summary		Edit a user
//	@Description	For an admin; for a secretariat or co-chair where every role of the user is one they could give. disabled ends all access at once, tokens for good. The last admin cannot be disabled.
//	@Tags			users
//	@Accept			json,application/merge-patch+json
//	@Param			user												path		string		true	"Username"	extensions(x-example=maria.santos)
//	@Param			If-Match											header		string		true	"ETag of the user as you read it"	extensions(x-example="3-9f86d081884c7d65")
//	@Param			patch												body		UserPatch	true	"What is to change"
//	@Success		200													{object}	User
//	@Failure		400,401,403,404,409,412,413,415,422,428,429,500,503	{object}	Problem
//	@Security		BearerAuth
//	@Router			/users/{user} [patch]
func (a *API) editUser(c echo.Context, actor workplan.Actor) error {
	return edit(c, func(ctx context.Context, p patch[UserPatch], known []int64) (tracker.UserReading, error) {
		return a.Tracker.EditUser(ctx, actor, c.Param("user"), known, func(u *workplan.User, disabled *bool) error {
			dto := UserPatch{Name: u.Name, Email: u.Email, Disabled: *disabled, MePatch: mePatch(*u)}
			if err := p.apply(&dto); err != nil {
				return err
			}
			u.Name, u.Email, *disabled = dto.Name, dto.Email, dto.Disabled
			return dto.into(u)
		})
	}, userResource)
}
