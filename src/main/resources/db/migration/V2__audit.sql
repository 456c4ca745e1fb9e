-- Who changed what, and who was refused. Times are epoch milliseconds, which both databases give back as they got them: the
-- HMAC of a row is over all of its columns.

-- Rows are appended and never changed. The HMAC of each is over itself and the HMAC of the row before it.
create table audit_row (
    position        bigint        primary key,
    -- begun and ended are two rows of one attempt; refused and counted stand alone.
    attempt         varchar(36)   not null,
    kind            varchar(10)   not null,
    written         bigint        not null,
    caller          varchar(200),
    address         varchar(100),
    correlation_id  varchar(100),
    command         varchar(200)  not null,
    instance        varchar(200),
    arguments       varchar(10000),
    policy          varchar(10),
    outcome         varchar(100),
    answer          varchar(2000),
    duration        bigint,
    -- Of a begun row: from then on, one without an end is not under way any more, whoever ran it.
    settled_by      bigint,
    attempts        integer       not null,
    hmac            varchar(64)   not null
);
create index audit_row_by_attempt on audit_row (attempt, kind);
create index audit_row_by_time on audit_row (written);

-- Two positions with the HMAC of the row there, each signed: the last row, whose mark is locked by whoever appends, and the
-- last one that was removed. They are unsigned until a connector has started.
create table audit_mark (
    name            varchar(10)   primary key,
    position        bigint        not null,
    hmac            varchar(64)   not null,
    signature       varchar(64)   not null
);
insert into audit_mark (name, position, hmac, signature) values ('head', 0, '', '');
insert into audit_mark (name, position, hmac, signature) values ('anchor', 0, '', '');
