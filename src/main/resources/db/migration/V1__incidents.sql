-- What has been fetched, up to where, and how far each sink has come. The same statements run on H2 and PostgreSQL.

-- One row for each source of each instance: its cursor, in creation times of Darktrace's (epoch milliseconds), and how the
-- latest fetches ended. The version tells a writer that somebody else was quicker.
create table fetch_state (
    instance        varchar(200)  not null,
    source          varchar(50)   not null,
    version         bigint        not null,
    settled         bigint,
    position        bigint        not null,
    query_window    bigint        not null,
    newest          timestamp with time zone,
    more            boolean       not null,
    -- Where fetching began, by creation time, and up to when a look back has found what came later (epoch milliseconds).
    beginning       bigint,
    looked_back     bigint,
    last_success    timestamp with time zone,
    last_failure    timestamp with time zone,
    failure_code    varchar(100),
    failure         varchar(2000),
    primary key (instance, source)
);

-- Whoever writes fetch_state, incident or event locks this row first, until the commit. Positions are thus handed out
-- without gaps, and events become visible in their order: a reader who has seen position 7 has seen every one below it.
create table last_position (
    position        bigint        not null
);
insert into last_position (position) values (0);

-- One row for each incident. It says that the incident exists, which keeps what is fetched again from becoming a second one,
-- and so it outlives the documents of its events.
create table incident (
    instance        varchar(200)  not null,
    source          varchar(50)   not null,
    external_id     varchar(100)  not null,
    -- By Darktrace's clock, epoch milliseconds.
    created         bigint        not null,
    stored          timestamp with time zone not null,
    -- Of one that grows: the position of the event that it began with, the ID under which it was listed last, what is followed of it (JSON), and a hash of that.
    begun           bigint,
    known_as        varchar(100),
    state           varchar(100000),
    fingerprint     varchar(64),
    primary key (instance, source, external_id)
);
-- With the ID, so that what a fetch has seen is read from the index alone.
create index incident_by_creation on incident (instance, source, created, external_id);
create index incident_by_storing on incident (stored);

-- Other IDs by which Darktrace knew an incident, and those of incidents that it took up: what is listed under one of these is
-- that incident.
create table incident_other_id (
    instance        varchar(200)  not null,
    source          varchar(50)   not null,
    other_id        varchar(100)  not null,
    external_id     varchar(100)  not null,
    primary key (instance, source, other_id),
    foreign key (instance, source, external_id) references incident on delete cascade
);
create index incident_other_id_by_incident on incident_other_id (instance, source, external_id);

-- What belongs to an incident and may be an incident of another source, with the mirror ID of the whole.
create table incident_part (
    instance        varchar(200)  not null,
    part_source     varchar(50)   not null,
    part_id         varchar(100)  not null,
    source          varchar(50)   not null,
    external_id     varchar(100)  not null,
    mirror_id       varchar(500)  not null,
    primary key (instance, part_source, part_id),
    foreign key (instance, source, external_id) references incident on delete cascade
);
create index incident_part_by_incident on incident_part (instance, source, external_id);

-- What happened to incidents, in order, which readers and sinks follow: created, changed or closed. Each row has the whole
-- incident as it was then. A row outlives its document, so that a reader who comes late is told that something is missing.
create table event (
    position        bigint        primary key,
    id              varchar(36)   not null,
    instance        varchar(200)  not null,
    source          varchar(50)   not null,
    external_id     varchar(100)  not null,
    kind            varchar(10)   not null,
    stored          timestamp with time zone not null,
    changes         varchar(100000) not null,
    document        varchar(1000000),
    -- Its length in characters; null where it was cleaned up.
    size            integer
);
create index event_of_incident on event (instance, source, external_id, position);
-- The position makes each of these enough to count by and to read in order by, and the size enough to find what a page can
-- hold, without reading the documents.
create index event_by_storing on event (stored, position);
create index event_by_kind on event (kind, position, size);
create index event_by_instance on event (instance, kind, position, size);

-- One row for each push sink that was ever configured: everything up to its position was taken by it, and attempted is
-- the end of the request that failed last, so that it is repeated as it was.
create table sink_state (
    sink            varchar(200)  primary key,
    position        bigint        not null,
    attempted       bigint        not null,
    failures        integer       not null,
    failing_since   timestamp with time zone,
    next_attempt    timestamp with time zone,
    parked          boolean       not null,
    failure         varchar(2000)
);

-- ShedLock's table: who fetches an instance, serves a sink or cleans up at the moment.
create table shedlock (
    name            varchar(255)  primary key,
    lock_until      timestamp     not null,
    locked_at       timestamp     not null,
    locked_by       varchar(255)  not null
);
