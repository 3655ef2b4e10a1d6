using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Assistant.Storage.Postgres.Migrations
{
    /// <inheritdoc />
    public partial class UpkeepIndexes : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateIndex(
                name: "IX_turns_ended_at",
                table: "turns",
                column: "ended_at");

            migrationBuilder.CreateIndex(
                name: "IX_tool_calls_conversation",
                table: "tool_calls",
                column: "conversation");

            migrationBuilder.CreateIndex(
                name: "IX_memory_events_at",
                table: "memory_events",
                column: "at");

            migrationBuilder.CreateIndex(
                name: "IX_activities_at",
                table: "activities",
                column: "at");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropIndex(
                name: "IX_turns_ended_at",
                table: "turns");

            migrationBuilder.DropIndex(
                name: "IX_tool_calls_conversation",
                table: "tool_calls");

            migrationBuilder.DropIndex(
                name: "IX_memory_events_at",
                table: "memory_events");

            migrationBuilder.DropIndex(
                name: "IX_activities_at",
                table: "activities");
        }
    }
}
